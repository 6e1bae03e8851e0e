/** Below this a picture is no longer looked at, and the grid scrolls. */
const leastWidth = 200
const gap = 10

/**
 * How many columns make `count` pictures of one aspect as large as they can be in a place, without scrolling where each is still
 * large enough to be looked at.
 */
export function gridColumns(
  count: number,
  place: { readonly width: number; readonly height: number },
  aspect: number,
): number {
  const most = Math.max(1, Math.floor((place.width + gap) / (leastWidth + gap)))
  let best = { columns: Math.min(most, Math.max(1, count)), width: 0 }
  for (let columns = 1; columns <= Math.min(most, count); columns++) {
    const rows = Math.ceil(count / columns)
    const byWidth = (place.width - gap * (columns - 1)) / columns
    const byHeight = ((place.height - gap * (rows - 1)) / rows) * aspect
    const width = Math.min(byWidth, byHeight)
    if (width > best.width && width >= leastWidth) best = { columns, width }
  }
  return best.columns
}
