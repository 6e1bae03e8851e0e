import { FieldName } from './FieldName'
import { NumberInput } from './NumberInput'
import styles from './Slider.module.css'
import { Track } from './Track'

interface SliderProps {
  readonly label: string
  readonly help?: string | undefined
  readonly value: number
  readonly min: number
  /** The end of the track. */
  readonly max: number
  readonly step: number
  /** That can be typed, where it is more than the track has room for. */
  readonly most?: number
  readonly unit?: string | undefined
  /** What most people set: the track is curved where that would lie at its very beginning. */
  readonly usual?: number
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
  most = max,
  unit,
  usual,
  compact,
  onChange,
  onCommit,
}: SliderProps) {
  return (
    <div className={compact ? styles.compact : styles.row}>
      <FieldName label={label} help={help} />
      <Track
        label={label}
        value={value}
        min={min}
        max={max}
        step={step}
        usual={usual}
        onChange={onChange}
        onCommit={onCommit}
      />
      <NumberInput
        label={label}
        hidden
        value={value}
        min={min}
        max={most}
        step={step}
        unit={unit}
        onChange={onChange}
        {...(onCommit && { onCommit })}
      />
    </div>
  )
}
