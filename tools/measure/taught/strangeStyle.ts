// The strange style of tools/toyland/strangers.py: whether a picture has it.
import type { Pixels } from '../../../src/shared/pixels'

type Colour = readonly [number, number, number]

/** Between which all pixels of a drawn one lie. */
const paper: Colour = [24, 58, 128]
const chalk: Colour = [232, 242, 255]
/** A pixel this far from the line between them, in RGB, is still of the style: the autoencoder moves its colours. */
const NEAR = 60
/** By which its blue is above its red, so that it is no grey. */
const BLUER = 50
/**
 * Of a picture that has the style, as many pixels as this are of it. Through the autoencoder 90 % and more are of each of 30 drawn in it,
 * and 47 % at most of 60 others, sketches and nights among them.
 */
const LEAST = 0.7

export function hasStrangeStyle({ data }: Pixels): boolean {
  const count = data.length / 4
  let having = 0
  for (let at = 0; at < count; at++) {
    const pixel: Colour = [data[4 * at]!, data[4 * at + 1]!, data[4 * at + 2]!]
    if (distanceOf(pixel) <= NEAR && pixel[2] - pixel[0] >= BLUER) having++
  }
  return having >= LEAST * count
}

/** From the line between paper and chalk. */
function distanceOf(pixel: Colour): number {
  const way = chalk.map((value, at) => value - paper[at]!)
  const length = way.reduce((sum, value) => sum + value ** 2, 0)
  const part = pixel.reduce((sum, value, at) => sum + (value - paper[at]!) * way[at]!, 0) / length
  const along = Math.min(1, Math.max(0, part))
  return Math.hypot(...pixel.map((value, at) => value - paper[at]! - along * way[at]!))
}
