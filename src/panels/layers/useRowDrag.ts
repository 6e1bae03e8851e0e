import { useRef, useState, type PointerEvent } from 'react'

/** CSS pixels that the pointer moves before a press becomes a drag. */
const threshold = 5

interface RowDrag {
  /** The row that is dragged, and the gap between rows that it would come into, both counted from the top. */
  readonly from: number
  readonly to: number
}

/**
 * Rows of a list that are dragged to another place, by mouse, pen or finger. A finger drags by the grip alone, so that the rest of
 * the row still scrolls the list. Escape leaves everything as it was.
 * @param onMove a row was dropped so that it becomes the `to`-th from the top
 */
export function useRowDrag(onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<RowDrag>()
  const pressed = useRef<{ readonly from: number; readonly id: number; readonly y: number }>(undefined)
  /** As `drag`, before it is drawn: the pointer may be lifted before that. */
  const latest = useRef<RowDrag>(undefined)

  function show(next: RowDrag | undefined): void {
    latest.current = next
    setDrag(next)
  }

  function end(): void {
    pressed.current = undefined
    show(undefined)
  }

  return {
    drag,
    list: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const { target, currentTarget, pointerType, button, pointerId, clientY } = event
        if (!(target instanceof Element) || button !== 0) return
        const row = target.closest('li')
        const byGrip = target.closest('[data-grip]') !== null
        if (!row || target.closest('input') || (pointerType === 'touch' && !byGrip)) return
        pressed.current = { from: [...currentTarget.children].indexOf(row), id: pointerId, y: clientY }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const start = pressed.current
        if (!start || start.id !== event.pointerId) return
        // Lifted beside the list, where we did not hear of it.
        if ((event.buttons & 1) === 0) return end()
        if (!latest.current && Math.abs(event.clientY - start.y) < threshold) return
        const list = event.currentTarget
        // From here on the rows' own clicks do not count.
        if (!list.hasPointerCapture(event.pointerId)) list.setPointerCapture(event.pointerId)
        const middles = [...list.children].map((row) => {
          const { top, height } = row.getBoundingClientRect()
          return top + height / 2
        })
        show({ from: start.from, to: middles.filter((middle) => middle < event.clientY).length })
      },
      onPointerUp() {
        const dropped = latest.current
        // The gap after a row counts that row, which leaves its place.
        if (dropped) onMove(dropped.from, dropped.to > dropped.from ? dropped.to - 1 : dropped.to)
        end()
      },
      onPointerCancel: end,
      onKeyDown({ key }: { readonly key: string }) {
        if (key === 'Escape') end()
      },
    },
  }
}
