import { Slider as BaseSlider } from '@base-ui/react/slider'
import styles from './Slider.module.css'

interface RangeTrackProps {
  /** Names of its two ends. */
  readonly labels: readonly [string, string]
  readonly value: readonly [number, number]
  readonly min: number
  readonly max: number
  readonly step: number
  readonly unit: string
  readonly describedBy?: string | undefined
  readonly onChange: (value: readonly [number, number]) => void
}

/** A part of a range, dragged at either end; at least one step is left. */
export function RangeTrack({ labels, value, min, max, step, unit, describedBy, onChange }: RangeTrackProps) {
  return (
    <BaseSlider.Root
      className={styles.slider}
      value={[...value]}
      min={min}
      max={max}
      step={step}
      minStepsBetweenValues={1}
      thumbCollisionBehavior="none"
      onValueChange={([first, last]) => {
        if (first !== undefined && last !== undefined) onChange([first, last])
      }}
    >
      <BaseSlider.Control className={styles.control}>
        <BaseSlider.Track className={styles.track}>
          <BaseSlider.Indicator className={styles.indicator} />
          {labels.map((label, index) => (
            <BaseSlider.Thumb
              key={label}
              index={index}
              className={styles.thumb}
              aria-label={label}
              aria-describedby={describedBy}
              getAriaValueText={(_, shown) => `${shown} ${unit}`}
            />
          ))}
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  )
}
