import { useRef, type PointerEvent } from 'react'
import type { Curve } from '../../../shared/curve'
import type { StrengthField } from '../../../shared/guideFields'
import styles from './CurvePlot.module.css'
import { mostPoints, movedPoint, withPoint, type CurvePoint } from './curvePoints'

interface CurvePlotProps {
  readonly field: StrengthField
  readonly curve: Curve
  readonly onChange: (curve: Curve) => void
}

/** A point that is dragged. */
interface Held {
  readonly index: number
  readonly pointer: number
  /** Ends what was listened to meanwhile. */
  readonly ended: AbortController
}

/** CSS pixels around a point that take hold of it. */
const reach = 14

/** The curve as a line: a point is dragged, and a press beside them makes a new one; Escape takes that back. The numbers below do the same. */
export function CurvePlot({ field, curve, onChange }: CurvePlotProps) {
  const held = useRef<Held>(undefined)
  const [low, high] = spanOf(field, curve)
  const across = (at: number) => at * 100
  const down = (value: number) => 100 - ((value - low) / (high - low || 1)) * 100

  function pointAt({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>): CurvePoint {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const [x, y] = [(clientX - left) / width, (clientY - top) / height].map((share) =>
      Math.min(Math.max(share, 0), 1),
    ) as [number, number]
    return [x, high - y * (high - low)]
  }

  function nearest({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>): number {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const distances = curve.map(([at, value]) =>
      Math.hypot(clientX - left - at * width, clientY - top - (down(value) / 100) * height),
    )
    const least = Math.min(...distances)
    return least <= reach ? distances.indexOf(least) : -1
  }

  function hold(index: number, pointer: number): void {
    const ended = new AbortController()
    held.current = { index, pointer, ended }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopImmediatePropagation()
      event.preventDefault()
      letGo()
      onChange(curve)
    }
    window.addEventListener('keydown', escape, { signal: ended.signal, capture: true })
  }

  function letGo(): void {
    held.current?.ended.abort()
    held.current = undefined
  }

  const line = [[0, curve[0]?.[1] ?? low], ...curve, [1, curve.at(-1)?.[1] ?? low]] as const
  return (
    <div
      className={styles.plot}
      aria-hidden
      onPointerDown={(event) => {
        if (event.button !== 0 || held.current) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const near = nearest(event)
        if (near >= 0) hold(near, event.pointerId)
        else if (curve.length < mostPoints) {
          const added = withPoint(curve, pointAt(event), field)
          hold(added.index, event.pointerId)
          onChange(added.curve)
        }
      }}
      onPointerMove={(event) => {
        if (held.current?.pointer !== event.pointerId) return
        // It went up where we did not hear of it.
        if ((event.buttons & 1) === 0) return letGo()
        onChange(movedPoint(curve, held.current.index, pointAt(event), field))
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    >
      <svg className={styles.line} viewBox="0 0 100 100" preserveAspectRatio="none">
        <polyline points={line.map(([at, value]) => `${across(at)},${down(value)}`).join(' ')} />
      </svg>
      {curve.map(([at, value], index) => (
        // oxlint-disable-next-line react/no-array-index-key
        <span
          key={index}
          className={styles.point}
          style={{ left: `${across(at)}%`, top: `${down(value)}%` }}
        />
      ))}
    </div>
  )
}

/** What the plot shows from its foot to its head: the usual part, and whatever the curve reaches beyond it. */
function spanOf({ min, max, usual = [min, max] }: StrengthField, curve: Curve): readonly [number, number] {
  const values = curve.map(([, value]) => value)
  return [Math.min(usual[0], ...values), Math.max(usual[1], ...values)]
}
