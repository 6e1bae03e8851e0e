/** Below this a picture is no longer looked at, and the grid scrolls; in a narrow place it is the half of it, down to the second. */
const leastWidth = 200
const leastWidthNarrow = 140
const gap = 10

interface Grid {
  readonly columns: number
  /** Of each picture, in CSS pixels. */
  readonly width: number
}

/**
 * How many columns make `count` pictures of one aspect as large as they can be in a place, and how wide each is then. They scroll
 * only where each would be too small to be looked at.
 */
export function gridColumns(
  count: number,
  place: { readonly width: number; readonly height: number },
  aspect: number,
): Grid {
  const least = Math.min(leastWidth, Math.max(leastWidthNarrow, (place.width - gap) / 2))
  const most = Math.max(1, Math.floor((place.width + gap) / (least + gap)))
  let best: Grid | undefined
  for (let columns = 1; columns <= Math.min(most, count); columns++) {
    const rows = Math.ceil(count / columns)
    const byWidth = (place.width - gap * (columns - 1)) / columns
    const byHeight = ((place.height - gap * (rows - 1)) / rows) * aspect
    const width = Math.min(byWidth, byHeight)
    if (width >= least && width > (best?.width ?? 0)) best = { columns, width }
  }
  if (best) return best
  const columns = Math.min(most, Math.max(1, count))
  // One is seen whole without scrolling.
  const whole = Math.max(leastWidthNarrow, place.height * aspect)
  return { columns, width: Math.min(whole, (place.width - gap * (columns - 1)) / columns) }
}
