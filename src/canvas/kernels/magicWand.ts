// The magic wand: what has the colour under the pointer, as one connected piece or wherever it is in the picture.
import type { Pixels } from '../../shared/pixels'
import type { Mask } from './mask'

export interface WandOptions {
  /** Largest difference in any of the four channels, 0 to 255. */
  readonly tolerance: number
  /** Only what is connected to the point, over edges of pixels. */
  readonly contiguous: boolean
}

/** The pixels whose colour is close to that at (x, y), which must lie in the picture. */
export function magicWand(pixels: Pixels, x: number, y: number, options: WandOptions): Mask {
  const { width, height } = pixels
  const similar = similarTo(pixels, (Math.floor(y) * width + Math.floor(x)) * 4, options.tolerance)
  if (!options.contiguous) return { width, height, data: similar.map((value) => value * 255) }
  return { width, height, data: floodFill(similar, width, height, Math.floor(x), Math.floor(y)) }
}

/** 1 where a pixel is close to the one at byte `seed`, else 0. */
function similarTo({ data }: Pixels, seed: number, tolerance: number): Uint8Array<ArrayBuffer> {
  const [r, g, b, a] = [0, 1, 2, 3].map((c) => data[seed + c] as number) as [number, number, number, number]
  const similar = new Uint8Array(data.length / 4)
  for (let at = 0, from = 0; at < similar.length; at++, from += 4) {
    const alpha = data[from + 3] as number
    // What is transparent has no colour.
    similar[at] =
      alpha === 0 && a === 0
        ? 1
        : Math.abs((data[from] as number) - r) <= tolerance &&
            Math.abs((data[from + 1] as number) - g) <= tolerance &&
            Math.abs((data[from + 2] as number) - b) <= tolerance &&
            Math.abs(alpha - a) <= tolerance
          ? 1
          : 0
  }
  return similar
}

/** Scan-line flood fill (Smith 1979, "Tint Fill"): whole runs at a time, each taken once. */
function floodFill(
  similar: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(similar.length)
  const seeds = [y * width + x]
  while (seeds.length > 0) {
    const seed = seeds.pop() as number
    if (out[seed] !== 0) continue
    const row = seed - (seed % width)
    let left = seed
    while (left > row && similar[left - 1] === 1) left--
    let right = seed
    while (right + 1 < row + width && similar[right + 1] === 1) right++
    out.fill(255, left, right + 1)
    for (const neighbour of [-width, width]) {
      if (neighbour < 0 ? row === 0 : row === (height - 1) * width) continue
      // One seed a run of the neighbouring row suffices.
      for (let at = left + neighbour; at <= right + neighbour; at++) {
        if (similar[at] !== 1 || out[at] !== 0) continue
        seeds.push(at)
        while (at <= right + neighbour && similar[at] === 1) at++
      }
    }
  }
  return out
}
