// Pictures made larger by a network for super-resolution.
import type { Pixels } from '../../src/shared/pixels'
import { cropPixels } from '../image/placement'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Loaded } from './loadedModels'
import { imageFor } from './pipe'

/** Larger pictures are enlarged in parts: attention and feature maps at four times the size fill the memory. */
const largestSide = 256
/** Pixels of the neighbours that a part is given along, so that no seam is seen. */
const margin = 16

/** A picture enlarged by the network's own factor, opaque. */
export async function enlarged(loaded: Loaded, picture: Pixels): Promise<Pixels> {
  const { width, height } = picture
  const columns = Math.ceil(width / largestSide)
  const rows = Math.ceil(height / largestSide)
  let whole: Pixels | undefined
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const own = boxOf(row, column, { rows, columns, width, height })
      const left = Math.max(0, own.left - margin)
      const top = Math.max(0, own.top - margin)
      const part = cropPixels(picture, {
        left,
        top,
        width: Math.min(width, own.left + own.width + margin) - left,
        height: Math.min(height, own.top + own.height + margin) - top,
      })
      const { made, factor } = await enlargedPart(loaded, part)
      whole ??= blank(width * factor, height * factor)
      copy(whole, made, factor, { own, left, top })
    }
  return whole!
}

/** What a network gives beyond a part's own pixels is what its processor put around it. */
async function enlargedPart(
  { pipe, library }: Loaded,
  part: Pixels,
): Promise<{ readonly made: Tensor; readonly factor: number }> {
  const inputs = await pipe.processor(imageFor(pipe, part, library))
  const { reconstruction } = await pipe.model(inputs)
  if (!(reconstruction?.data instanceof Float32Array)) throw new RangeError('The model gives no picture.')
  const [tall = 0, wide = 0] = reconstruction.dims.slice(-2)
  const given = inputs['pixel_values']!.dims.at(-1)!
  return { made: tensor(reconstruction.data, [1, 3, tall, wide]), factor: Math.round(wide / given) }
}

interface Grid {
  readonly rows: number
  readonly columns: number
  readonly width: number
  readonly height: number
}

function boxOf(row: number, column: number, { rows, columns, width, height }: Grid) {
  const at = (index: number, count: number, extent: number) => Math.round((index * extent) / count)
  const [left, top] = [at(column, columns, width), at(row, rows, height)]
  return {
    left,
    top,
    width: at(column + 1, columns, width) - left,
    height: at(row + 1, rows, height) - top,
  }
}

const blank = (width: number, height: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).fill(255),
})

interface From {
  readonly own: ReturnType<typeof boxOf>
  /** Of the part in the picture. */
  readonly left: number
  readonly top: number
}

function copy(whole: Pixels, { data, shape }: Tensor, factor: number, { own, left, top }: From): void {
  const [, , tall, wide] = shape as [number, number, number, number]
  for (let y = own.top * factor; y < (own.top + own.height) * factor; y++)
    for (let x = own.left * factor; x < (own.left + own.width) * factor; x++) {
      const from = (y - top * factor) * wide + (x - left * factor)
      for (let channel = 0; channel < 3; channel++)
        whole.data[(y * whole.width + x) * 4 + channel] = 255 * data[channel * tall * wide + from]!
    }
}
