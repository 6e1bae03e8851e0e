// The strange style of tools/toyland/strangers.py: whether a picture has it, and what its lines would be on white paper.
import type { Pixels } from '../../../src/shared/pixels'

type Colour = readonly [number, number, number]

/** Between which all pixels of a drawn one lie. */
const paper: Colour = [24, 58, 128]
const chalk: Colour = [232, 242, 255]
/** A pixel this far from the line between them, in RGB, is still of the style: the autoencoder moves its colours. */
const NEAR = 40
/** Of a picture that has the style, as many pixels as this do. */
const LEAST = 0.9

/** How far along from paper to chalk a pixel is, 0 to 1, and how far from the line between them. */
function along(pixel: Colour): { readonly tone: number; readonly distance: number } {
  const way = chalk.map((value, at) => value - paper[at]!)
  const length = way.reduce((sum, value) => sum + value ** 2, 0)
  const part = pixel.reduce((sum, value, at) => sum + (value - paper[at]!) * way[at]!, 0) / length
  const tone = Math.min(1, Math.max(0, part))
  const distance = Math.hypot(...pixel.map((value, at) => value - paper[at]! - tone * way[at]!))
  return { tone, distance }
}

const pixelsOf = ({ data }: Pixels) =>
  Array.from({ length: data.length / 4 }, (_, at) =>
    along([data[4 * at]!, data[4 * at + 1]!, data[4 * at + 2]!]),
  )

export function hasStrangeStyle(picture: Pixels): boolean {
  const all = pixelsOf(picture)
  return all.filter(({ distance }) => distance <= NEAR).length >= LEAST * all.length
}

/** Dark lines on white: what a judge that knows pencil sketches reads. */
export function asSketch(picture: Pixels): Pixels {
  const data = new Uint8ClampedArray(picture.data.length)
  for (const [at, { tone }] of pixelsOf(picture).entries())
    data.set([255 - 180 * tone, 255 - 180 * tone, 255 - 180 * tone, 255], 4 * at)
  return { ...picture, data }
}
