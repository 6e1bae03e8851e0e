import { Plus, X } from 'lucide-react'
import { useText } from '../../EditorContext'
import type { Curve } from '../../../shared/curve'
import type { StrengthField } from '../../../shared/guideFields'
import { Button } from '../../../ui/Button'
import { IconButton } from '../../../ui/IconButton'
import { NumberInput } from '../../../ui/NumberInput'
import styles from './CurveEditor.module.css'
import { CurvePlot } from './CurvePlot'
import { mostPoints, movedPoint, withMiddlePoint } from './curvePoints'

interface CurveEditorProps {
  readonly field: StrengthField
  readonly curve: Curve
  readonly onChange: (curve: Curve) => void
}

/** A curve over the steps: drawn, and as numbers, which the keyboard and screen readers reach. */
export function CurveEditor({ field, curve, onChange }: CurveEditorProps) {
  const t = useText()
  return (
    <div role="group" aria-label={t('guide.curveOf', { field: field.label })} className={styles.editor}>
      <CurvePlot field={field} curve={curve} onChange={onChange} />
      <ol className={styles.points}>
        {curve.map(([at, value], index) => (
          // Points have no name but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles.point}>
            <NumberInput
              hidden
              label={`${t('guide.curvePoint', { number: index + 1 })}: ${t('guide.curveAt')}`}
              value={Math.round(at * 100)}
              min={0}
              max={100}
              unit="%"
              onCommit={(next) => onChange(movedPoint(curve, index, [next / 100, value], field))}
            />
            <NumberInput
              hidden
              label={`${t('guide.curvePoint', { number: index + 1 })}: ${t('guide.curveValue')}`}
              value={value}
              min={field.min}
              max={field.max}
              step={field.step}
              unit={field.unit}
              onChange={(next) => onChange(movedPoint(curve, index, [at, next], field))}
            />
            <IconButton
              icon={X}
              size="small"
              label={t('guide.curveRemove', { number: index + 1 })}
              disabled={curve.length === 1}
              onClick={() => onChange(curve.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      <Button
        look="quiet"
        size="small"
        className={styles.add}
        disabled={curve.length >= mostPoints}
        onClick={() => onChange(withMiddlePoint(curve))}
      >
        <Plus size={13} aria-hidden /> {t('guide.curveAdd')}
      </Button>
    </div>
  )
}
