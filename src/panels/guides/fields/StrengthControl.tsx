import { Minus, Spline } from 'lucide-react'
import { useText } from '../../EditorContext'
import type { Curve } from '../../../shared/curve'
import type { StrengthField } from '../../../shared/guideFields'
import { FieldShell } from '../../../ui/FieldShell'
import { IconButton } from '../../../ui/IconButton'
import { CurveEditor } from './CurveEditor'
import { NumberControl } from './NumberControl'

interface StrengthControlProps {
  readonly field: StrengthField
  readonly value: number | Curve
  readonly helpId: string
  readonly onChange: (value: number | Curve) => void
}

/** A number, or a curve over the steps. */
export function StrengthControl({ field, value, helpId, onChange }: StrengthControlProps) {
  const t = useText()
  if (typeof value === 'number')
    return (
      <NumberControl
        field={field}
        value={value}
        helpId={helpId}
        action={
          <IconButton
            icon={Spline}
            size="small"
            label={`${field.label}: ${t('guide.curve')}`}
            onClick={() =>
              onChange([
                [0, value],
                [1, value],
              ])
            }
          />
        }
        onChange={onChange}
      />
    )
  return (
    <FieldShell
      label={field.label}
      help={field.help}
      helpId={helpId}
      aside={
        <IconButton
          icon={Minus}
          size="small"
          label={`${field.label}: ${t('guide.curveEnd')}`}
          onClick={() => onChange(value[0]?.[1] ?? field.default)}
        />
      }
    >
      <CurveEditor field={field} curve={value} onChange={onChange} />
    </FieldShell>
  )
}
