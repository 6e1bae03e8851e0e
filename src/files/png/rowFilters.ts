// The row filters of PNG (W3C PNG, third edition, 9): each byte less a guess from its neighbours.

/** left + above - upper left, then whichever of the three lies nearest to that (Paeth 1991). */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
  const toCorner = Math.abs(left + above - 2 * corner)
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
}

/**
 * Takes a row's filter back, in place.
 * @param bytes the rows so far
 * @param at where the row begins; the one above begins at `above`, or is all zero where that is undefined
 * @param step bytes from a pixel to the next, at least 1
 * @returns false when there is no such filter
 */
export function unfilterRow(
  filter: number,
  bytes: Uint8Array,
  at: number,
  above: number | undefined,
  length: number,
  step: number,
): boolean {
  switch (filter) {
    case 0:
      return true
    case 1:
      for (let i = step; i < length; i++)
        bytes[at + i] = (bytes[at + i] as number) + (bytes[at + i - step] as number)
      return true
    case 2:
      if (above !== undefined)
        for (let i = 0; i < length; i++)
          bytes[at + i] = (bytes[at + i] as number) + (bytes[above + i] as number)
      return true
    case 3:
      for (let i = 0; i < length; i++) {
        const left = i < step ? 0 : (bytes[at + i - step] as number)
        const up = above === undefined ? 0 : (bytes[above + i] as number)
        bytes[at + i] = (bytes[at + i] as number) + ((left + up) >> 1)
      }
      return true
    case 4:
      for (let i = 0; i < length; i++) {
        const left = i < step ? 0 : (bytes[at + i - step] as number)
        const up = above === undefined ? 0 : (bytes[above + i] as number)
        const corner = i < step || above === undefined ? 0 : (bytes[above + i - step] as number)
        bytes[at + i] = (bytes[at + i] as number) + paeth(left, up, corner)
      }
      return true
    default:
      return false
  }
}

/**
 * Filters rows for compression: for each row the filter with the smallest sum of absolute differences, as signed bytes, which is
 * libpng's rule of thumb.
 * @param above the row before, of zeros for the first one
 * @param out one byte for the filter, then the row
 */
export function filterRow(
  row: Uint8Array,
  above: Uint8Array,
  step: number,
  out: Uint8Array,
  spare: Uint8Array,
) {
  let least = Infinity
  for (let filter = 0; filter <= 4; filter++) {
    const sum = applyFilter(filter, row, above, step, spare, least)
    if (sum >= least) continue
    least = sum
    out[0] = filter
    out.set(spare, 1)
    if (sum === 0) return
  }
}

/** Writes the filtered row to `out` and gives the sum of its absolute values; stops early above `limit`. */
function applyFilter(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  step: number,
  out: Uint8Array,
  limit: number,
): number {
  let sum = 0
  for (let i = 0; i < row.length; i++) {
    const value = row[i] as number
    let guess = 0
    if (filter !== 0) {
      const left = i < step ? 0 : (row[i - step] as number)
      const up = above[i] as number
      if (filter === 1) guess = left
      else if (filter === 2) guess = up
      else if (filter === 3) guess = (left + up) >> 1
      else guess = paeth(left, up, i < step ? 0 : (above[i - step] as number))
    }
    const difference = (value - guess) & 255
    out[i] = difference
    sum += difference < 128 ? difference : 256 - difference
    if (sum >= limit) return sum
  }
  return sum
}
