// Connected patches of nearly one colour: a pixel belongs to its neighbour's patch where their colours differ little.
import type { Pixels } from '../../shared/pixels'

/** Levels of 255 by which each of red, green and blue may differ from pixel to pixel: what a drawn gradient has, and no edge. */
const tolerance = 6

interface Patches {
  /** Row by row, an index into `sizes`. */
  readonly labels: Int32Array
  /** Pixels of each. */
  readonly sizes: Uint32Array
}

/** Transparency counts for nothing. */
export function colourPatches({ width, height, data }: Pixels): Patches {
  const alike = (one: number, other: number) => {
    for (let colour = 0; colour < 3; colour++)
      if (Math.abs(data[one * 4 + colour]! - data[other * 4 + colour]!) > tolerance) return false
    return true
  }
  const labels = new Int32Array(width * height).fill(-1)
  const waiting = new Int32Array(width * height)
  const sizes: number[] = []
  for (let first = 0; first < labels.length; first++) {
    if (labels[first] !== -1) continue
    const label = sizes.length
    let [done, seen] = [0, 1]
    labels[first] = label
    waiting[0] = first
    const join = (from: number, to: number) => {
      if (labels[to] !== -1 || !alike(from, to)) return
      labels[to] = label
      waiting[seen++] = to
    }
    while (done < seen) {
      const at = waiting[done++]!
      const x = at % width
      if (x > 0) join(at, at - 1)
      if (x < width - 1) join(at, at + 1)
      if (at >= width) join(at, at - width)
      if (at < labels.length - width) join(at, at + width)
    }
    sizes.push(seen)
  }
  return { labels, sizes: Uint32Array.from(sizes) }
}
