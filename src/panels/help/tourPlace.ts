interface Rectangle {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
interface Size {
  readonly width: number
  readonly height: number
}

const gap = 12
const margin = 8

/**
 * Where a card of a size is put so that it lies beside what it is about, in the window, and hides as little of it as can be:
 * on the side with the most room, else in the middle.
 */
export function tourPlace(
  about: Rectangle,
  card: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const right = about.left + about.width
  const bottom = about.top + about.height
  const rooms = [
    { side: 'left', room: about.left - card.width },
    { side: 'right', room: window.width - right - card.width },
    { side: 'below', room: window.height - bottom - card.height },
    { side: 'above', room: about.top - card.height },
  ] as const
  const [best] = rooms.toSorted((a, b) => b.room - a.room)
  const inside = (place: number, size: number, of: number) =>
    Math.round(Math.max(margin, Math.min(place, of - size - margin)))
  const across = inside(about.left + about.width / 2 - card.width / 2, card.width, window.width)
  const down = inside(about.top + about.height / 2 - card.height / 2, card.height, window.height)
  if (!best || best.room < gap + margin) return { left: across, top: down }
  switch (best.side) {
    case 'left':
      return { left: about.left - card.width - gap, top: down }
    case 'right':
      return { left: right + gap, top: down }
    case 'below':
      return { left: across, top: bottom + gap }
    case 'above':
      return { left: across, top: about.top - card.height - gap }
  }
}
