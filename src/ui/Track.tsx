import { Slider as BaseSlider } from '@base-ui/react/slider'
import styles from './Slider.module.css'

interface TrackProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  readonly describedBy?: string | undefined
  readonly onChange: (value: number) => void
  /** The gesture has ended. */
  readonly onCommit?: ((value: number) => void) | undefined
}

/** The track of a slider alone. A value that was typed beyond its ends is said as it is. */
export function Track({ label, value, min, max, step, describedBy, onChange, onCommit }: TrackProps) {
  const inRange = Math.min(Math.max(value, min), max)
  return (
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
          <BaseSlider.Thumb
            className={styles.thumb}
            aria-label={label}
            aria-describedby={describedBy}
            {...(inRange !== value && { 'aria-valuetext': String(value) })}
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  )
}
