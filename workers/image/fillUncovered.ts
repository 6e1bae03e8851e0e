// Extending a picture: the networks need colours where there are none yet.
import type { Pixels } from '../../src/shared/pixels'
import type { Mask } from './mask'

/**
 * The picture with every transparent pixel under the mask made opaque, in the colour of the nearest pixel that has one, in its
 * row or column. The edit starts from a plausible continuation, and its result is visible there: nothing else changes alpha.
 */
export function fillUncovered(picture: Pixels, mask: Mask | undefined): Pixels {
  if (!mask || !needsFilling(picture, mask)) return picture
  const { width, height } = picture
  const data = picture.data.slice()
  const nearest = nearestOpaque(picture)
  for (let at = 0; at < width * height; at++) {
    if ((mask.data[at] as number) === 0 || data[at * 4 + 3] !== 0) continue
    const from = nearest[at] as number
    if (from >= 0) for (let c = 0; c < 3; c++) data[at * 4 + c] = picture.data[from * 4 + c] as number
    data[at * 4 + 3] = 255
  }
  return { width, height, data }
}

const needsFilling = ({ data }: Pixels, mask: Mask) =>
  mask.data.some((coverage, at) => coverage > 0 && data[at * 4 + 3] === 0)

/**
 * For each pixel the index of an opaque one near it, or -1. Two sweeps (Danielsson 1980, "Euclidean distance mapping"), each
 * pixel taking over its neighbour's source where that is nearer.
 */
function nearestOpaque({ width, height, data }: Pixels): Int32Array {
  const source = new Int32Array(width * height).fill(-1)
  for (let at = 0; at < source.length; at++) if (data[at * 4 + 3] !== 0) source[at] = at
  const distance = (at: number, from: number) => {
    const dx = (at % width) - (from % width)
    const dy = Math.floor(at / width) - Math.floor(from / width)
    return dx * dx + dy * dy
  }
  const take = (at: number, neighbour: number) => {
    const candidate = source[neighbour] as number
    const own = source[at] as number
    if (candidate >= 0 && (own < 0 || distance(at, candidate) < distance(at, own))) source[at] = candidate
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (y > 0) take(y * width + x, (y - 1) * width + x)
      if (x > 0) take(y * width + x, y * width + x - 1)
    }
    for (let x = width - 2; x >= 0; x--) take(y * width + x, y * width + x + 1)
  }
  for (let y = height - 2; y >= 0; y--) {
    for (let x = 0; x < width; x++) {
      take(y * width + x, (y + 1) * width + x)
      if (x > 0) take(y * width + x, y * width + x - 1)
    }
    for (let x = width - 2; x >= 0; x--) take(y * width + x, y * width + x + 1)
  }
  return source
}
