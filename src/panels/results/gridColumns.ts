/** Below this a picture is no longer looked at, and the grid scrolls. */
const leastWidth = 200
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
  const most = Math.max(1, Math.floor((place.width + gap) / (leastWidth + gap)))
  let best: Grid | undefined
  for (let columns = 1; columns <= Math.min(most, count); columns++) {
    const rows = Math.ceil(count / columns)
    const byWidth = (place.width - gap * (columns - 1)) / columns
    const byHeight = ((place.height - gap * (rows - 1)) / rows) * aspect
    const width = Math.min(byWidth, byHeight)
    if (width >= leastWidth && width > (best?.width ?? 0)) best = { columns, width }
  }
  if (best) return best
  const columns = Math.min(most, Math.max(1, count))
  return { columns, width: (place.width - gap * (columns - 1)) / columns }
}
