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
      // Without a row above, the nearest of the three is always the one on the left.
      if (above === undefined) return unfilterRow(1, bytes, at, above, length, step)
      for (let i = 0; i < Math.min(step, length); i++)
        bytes[at + i] = (bytes[at + i] as number) + (bytes[above + i] as number)
      for (let i = step; i < length; i++)
        bytes[at + i] =
          (bytes[at + i] as number) +
          paeth(bytes[at + i - step] as number, bytes[above + i] as number, bytes[above + i - step] as number)
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
    applyFilter(filter, row, above, step, spare)
    const sum = sumOfDifferences(spare, least)
    if (sum >= least) continue
    least = sum
    out[0] = filter
    out.set(spare, 1)
    if (sum === 0) return
  }
}

/** The sum of absolute values, as signed bytes; at `limit` or above it, some number that is. */
function sumOfDifferences(bytes: Uint8Array, limit: number): number {
  let sum = 0
  for (let start = 0; start < bytes.length && sum < limit; start += 1024) {
    const end = Math.min(bytes.length, start + 1024)
    for (let i = start; i < end; i++) sum += Math.abs(((bytes[i] as number) << 24) >> 24)
  }
  return sum
}

/** Writes the filtered row to `out`; a loop for each filter, since this is where exporting spends its time. */
function applyFilter(
  filter: number,
  row: Uint8Array,
  above: Uint8Array,
  step: number,
  out: Uint8Array,
): void {
  const length = row.length
  // The first pixel has nothing on its left.
  const first = Math.min(step, length)
  switch (filter) {
    case 0:
      out.set(row)
      break
    case 1:
      out.set(row.subarray(0, first))
      for (let i = first; i < length; i++) out[i] = (row[i] as number) - (row[i - step] as number)
      break
    case 2:
      for (let i = 0; i < length; i++) out[i] = (row[i] as number) - (above[i] as number)
      break
    case 3:
      for (let i = 0; i < first; i++) out[i] = (row[i] as number) - ((above[i] as number) >> 1)
      for (let i = first; i < length; i++)
        out[i] = (row[i] as number) - (((row[i - step] as number) + (above[i] as number)) >> 1)
      break
    default:
      for (let i = 0; i < first; i++) out[i] = (row[i] as number) - (above[i] as number)
      for (let i = first; i < length; i++)
        out[i] =
          (row[i] as number) - paeth(row[i - step] as number, above[i] as number, above[i - step] as number)
  }
}
