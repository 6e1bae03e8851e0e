import type { KeyboardEvent, PointerEvent } from 'react'

/** Handlers of a button that acts as long as it is held, by pointer or key. `end` may be called without a beginning. */
export const whileHeld = (begin: () => void, end: () => void) => ({
  onPointerDown: begin,
  onPointerUp: end,
  onPointerLeave: ({ buttons }: PointerEvent) => buttons > 0 && end(),
  onPointerCancel: end,
  onKeyDown: ({ key, repeat }: KeyboardEvent) => !repeat && (key === ' ' || key === 'Enter') && begin(),
  onKeyUp: end,
  onBlur: end,
})
