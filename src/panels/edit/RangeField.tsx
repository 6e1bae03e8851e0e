import { useText } from '../../app/EditorContext'
import { NumberInput } from '../../ui/NumberInput'
import styles from './RangeField.module.css'

interface RangeFieldProps {
  /** Fractions of the steps. */
  readonly range: readonly [number, number]
  readonly onChange: (range: readonly [number, number]) => void
}

/** The part of the steps in which a guide acts, in percent. At least one percent is left. */
export function RangeField({ range: [first, last], onChange }: RangeFieldProps) {
  const t = useText()
  const percent = (share: number) => Math.round(share * 100)
  return (
    <div className={styles.row} role="group" aria-label={t('panel.guideRange')}>
      <NumberInput
        label={t('panel.guideRange')}
        value={percent(first)}
        min={0}
        max={percent(last) - 1}
        unit="%"
        onChange={(next) => onChange([next / 100, last])}
      />
      <NumberInput
        label={t('panel.guideRangeEnd')}
        value={percent(last)}
        min={percent(first) + 1}
        max={100}
        unit="%"
        onChange={(next) => onChange([first, next / 100])}
      />
    </div>
  )
}
