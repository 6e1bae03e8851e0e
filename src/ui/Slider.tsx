import { Slider as BaseSlider } from '@base-ui/react/slider'
import { NumberInput } from './NumberInput'
import styles from './Slider.module.css'
import { WithHelp } from './WithHelp'

interface SliderProps {
  readonly label: string
  readonly help?: string | undefined
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit?: string | undefined
  /** Without the number field, where there is little room. */
  readonly compact?: boolean
  readonly onChange: (value: number) => void
  /** The gesture has ended. */
  readonly onCommit?: ((value: number) => void) | undefined
}

/** A number within a range: dragged, typed or stepped with the arrow keys. */
export function Slider({
  label,
  help,
  value,
  min,
  max,
  step,
  unit,
  compact,
  onChange,
  onCommit,
}: SliderProps) {
  const inRange = Math.min(Math.max(value, min), max)
  return (
    <div className={compact ? styles.compact : styles.row}>
      <WithHelp help={help}>
        <span className={styles.label}>{label}</span>
      </WithHelp>
      <BaseSlider.Root
        className={styles.slider}
        value={inRange}
        min={min}
        max={max}
        step={step}
        onValueChange={(next) => onChange(next)}
        onValueCommitted={(next) => onCommit?.(next)}
      >
        <BaseSlider.Control className={styles.control}>
          <BaseSlider.Track className={styles.track}>
            <BaseSlider.Indicator className={styles.indicator} />
            <BaseSlider.Thumb className={styles.thumb} aria-label={label} />
          </BaseSlider.Track>
        </BaseSlider.Control>
      </BaseSlider.Root>
      <NumberInput
        label={label}
        hidden
        value={value}
        min={min}
        max={max}
        step={step}
        unit={unit}
        onChange={(next) => {
          onChange(next)
          onCommit?.(next)
        }}
      />
    </div>
  )
}
