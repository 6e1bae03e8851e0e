import { Slider as BaseSlider } from '@base-ui/react/slider'
import { useMemo } from 'react'
import styles from './Slider.module.css'
import { trackCurve } from './trackCurve'

interface TrackProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly step: number
  /** What most people set. Where it would lie at the track's very beginning, the track is curved. */
  readonly usual?: number | undefined
  readonly describedBy?: string | undefined
  readonly onChange: (value: number) => void
  /** The gesture has ended. */
  readonly onCommit?: ((value: number) => void) | undefined
}

/** Places along a curved track; arrow keys go by the value's own steps all the same. */
const places = 1000
/** What Shift and the page keys multiply a step by, as the library does. */
const largeStep = 10

/** The track of a slider alone. A value that was typed beyond its ends is said as it is. */
export function Track({ label, value, min, max, step, usual, describedBy, onChange, onCommit }: TrackProps) {
  const inRange = Math.min(Math.max(value, min), max)
  const curve = useMemo(
    () => (usual === undefined ? undefined : trackCurve({ min, max, step }, usual)),
    [min, max, step, usual],
  )
  /** The library counts places; a key means a step of the value, as Home and End mean its ends. */
  function valueOf(place: number, reason: string): number {
    if (!curve) return place
    const moved = place - curve.place(inRange) * places
    if (reason !== 'keyboard' || place === 0 || place === places) return curve.value(place / places)
    const steps = Math.abs(moved) > 2 ? largeStep : 1
    const next = Math.round((inRange + Math.sign(moved) * steps * step) / step) * step
    return Math.min(max, Math.max(min, Number(next.toPrecision(12))))
  }
  return (
    <BaseSlider.Root
      className={styles.slider}
      value={curve ? curve.place(inRange) * places : inRange}
      min={curve ? 0 : min}
      max={curve ? places : max}
      step={curve ? 1 : step}
      onValueChange={(next, { reason }) => onChange(valueOf(next, reason))}
      onValueCommitted={(next, { reason }) => onCommit?.(valueOf(next, reason))}
    >
      <BaseSlider.Control className={styles.control}>
        <BaseSlider.Track className={styles.track}>
          <BaseSlider.Indicator className={styles.indicator} />
          <BaseSlider.Thumb
            className={styles.thumb}
            aria-label={label}
            aria-describedby={describedBy}
            {...((curve || inRange !== value) && { 'aria-valuetext': String(value) })}
          />
        </BaseSlider.Track>
      </BaseSlider.Control>
    </BaseSlider.Root>
  )
}
