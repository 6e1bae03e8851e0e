/** The parts of a bitmap that hang together. */
export interface ConnectedRegions {
  /** For each pixel the number of its region, from 1 on; 0 where the bitmap is not set. */
  readonly labels: Int32Array
  /** Pixels of each region, by its number; the entry at 0 is 0. */
  readonly areas: readonly number[]
}

/**
 * Labels the regions of a bitmap by flooding each in turn.
 * @param isSet whether the pixel belongs to one
 * @param neighbours 4 (by sides) or 8 (by corners too). What is set and what lies between it take one each, so that a diagonal
 *   line of set pixels is whole and parts what lies beside it.
 * @param joins whether a pixel goes on the region of its neighbour, where both are set; the same both ways
 */
export function connectedRegions(
  { width, height }: { readonly width: number; readonly height: number },
  isSet: (at: number) => boolean,
  neighbours: 4 | 8,
  joins: (at: number, neighbour: number) => boolean = () => true,
): ConnectedRegions {
  const labels = new Int32Array(width * height)
  const areas = [0]
  const open: number[] = []
  const visit = (at: number, label: number) => {
    if (labels[at] !== 0 || !isSet(at)) return
    labels[at] = label
    open.push(at)
  }
  for (let seed = 0; seed < labels.length; seed++) {
    if (labels[seed] !== 0 || !isSet(seed)) continue
    const label = areas.length
    let area = 0
    visit(seed, label)
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      area++
      const [x, y] = [at % width, Math.floor(at / width)]
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          if (neighbours === 4 && dx !== 0 && dy !== 0) continue
          if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue
          const next = at + dy * width + dx
          if (joins(at, next)) visit(next, label)
        }
    }
    areas.push(area)
  }
  return { labels, areas }
}
