// Pictures made larger by a network for super-resolution.
import type { Pixels } from '../../src/shared/pixels'
import { cropPixels } from '../image/placement'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Loaded } from './loadedModels'
import { fixedSizeOf, imageFor } from './pipe'

/** Larger pictures are enlarged in parts: attention and feature maps at four times the size fill the memory. */
const largestSide = 256
/** Pixels of the neighbours that a part is given along. Networks of convolutions see less far than that less `blend`. */
const margin = 24
/** Over as many pixels to either side of its edge a part fades into the next one at most, where networks see further. */
const widestBlend = 8

interface Options {
  /** Hears how many of all parts are done. */
  readonly onPart?: ((done: number, count: number) => void) | undefined
  /** In place of the usual one, in pixels. */
  readonly largest?: number
}

/** A picture enlarged by the network's own factor, opaque. A network that was exported for one size runs on parts of that size. */
export async function enlarged(
  loaded: Loaded,
  picture: Pixels,
  { onPart, largest = largestSide }: Options = {},
): Promise<Pixels> {
  const fixed = fixedSizeOf(loaded.pipe)
  const whole = atLeast(picture, fixed)
  const { width, height } = whole
  const partsAlong = (extent: number, size: number | undefined) =>
    size === undefined ? partsOf(extent, largest) : partsOfSize(extent, size)
  const [columns, rows] = [partsAlong(width, fixed.width), partsAlong(height, fixed.height)]
  const count = columns.length * rows.length
  let done = 0
  onPart?.(done, count)
  let sums: Sums | undefined
  for (const row of rows)
    for (const column of columns) {
      const box = {
        left: column.from,
        top: row.from,
        width: column.to - column.from,
        height: row.to - row.from,
      }
      const { made, factor } = await enlargedPart(loaded, cropPixels(whole, box))
      sums ??= {
        width: width * factor,
        height: height * factor,
        factor,
        data: new Float32Array(3 * width * height * factor ** 2),
      }
      add(sums, made, { column, row, factor })
      onPart?.(++done, count)
    }
  const { factor } = sums!
  const own = { left: 0, top: 0, width: picture.width * factor, height: picture.height * factor }
  return cropPixels(pixelsOf(sums!), own)
}

/** The picture, continued with the pixels of its right and lower edge where it is smaller. */
function atLeast(picture: Pixels, { width = 1, height = 1 }: Partial<Size>): Pixels {
  const size = { width: Math.max(width, picture.width), height: Math.max(height, picture.height) }
  if (size.width === picture.width && size.height === picture.height) return picture
  const from = new Uint32Array(picture.data.slice().buffer)
  const to = Uint32Array.from({ length: size.width * size.height }, (_, at) => {
    const x = Math.min(at % size.width, picture.width - 1)
    return from[Math.min(Math.floor(at / size.width), picture.height - 1) * picture.width + x]!
  })
  return { ...size, data: new Uint8ClampedArray(to.buffer) }
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

type Size = Pick<Pixels, 'width' | 'height'>

/** A stretch of one side that a network is given: its own pixels, and those of its neighbours. */
interface Part {
  readonly from: number
  readonly to: number
  /** Where its own pixels begin and end; undefined at the picture's edge. */
  readonly begin?: number
  readonly end?: number
  /** Over as many pixels to either side of these it fades. */
  readonly blend: number
}

function partsOf(extent: number, largest: number): Part[] {
  const count = Math.ceil(extent / largest)
  const cut = (index: number) => Math.round((index * extent) / count)
  return Array.from({ length: count }, (_, index) => ({
    from: Math.max(0, cut(index) - margin),
    to: Math.min(extent, cut(index + 1) + margin),
    ...(index > 0 && { begin: cut(index) }),
    ...(index + 1 < count && { end: cut(index + 1) }),
    blend: widestBlend,
  }))
}

/** Parts that all are `size` long, of an extent that is at least that: evenly spread, each as far over its neighbours as there is room. */
function partsOfSize(extent: number, size: number): Part[] {
  const least = Math.min(2 * margin, Math.floor(size / 2))
  const count = Math.ceil((extent - least) / (size - least))
  const fromOf = (index: number) => (count === 1 ? 0 : Math.round((index * (extent - size)) / (count - 1)))
  /** In the middle of what both of two neighbours have. */
  const cut = (index: number) => (fromOf(index) + fromOf(index - 1) + size) / 2
  const apart = count === 1 ? size : (extent - size) / (count - 1)
  return Array.from({ length: count }, (_, index) => ({
    from: fromOf(index),
    to: fromOf(index) + size,
    ...(index > 0 && { begin: cut(index) }),
    ...(index + 1 < count && { end: cut(index + 1) }),
    // Never over three parts.
    blend: Math.max(0.5, Math.min(widestBlend, least / 2, (apart - 1) / 2)),
  }))
}

/** The share of a part in each pixel of the enlarged stretch; those of all parts add up to 1. */
function sharesOf({ from, to, begin, end, blend }: Part, factor: number): Float32Array {
  const rise = (at: number, edge: number) => Math.min(1, Math.max(0, (at - edge + blend) / (2 * blend)))
  return Float32Array.from({ length: (to - from) * factor }, (_, index) => {
    const at = from + (index + 0.5) / factor
    return (begin === undefined ? 1 : rise(at, begin)) * (end === undefined ? 1 : 1 - rise(at, end))
  })
}

/** Red, green and blue of each pixel, 0 to 1. */
interface Sums extends Size {
  readonly factor: number
  readonly data: Float32Array
}

function add(
  sums: Sums,
  { data, shape }: Tensor,
  { column, row, factor }: { readonly column: Part; readonly row: Part; readonly factor: number },
): void {
  const [, , tall, wide] = shape as [number, number, number, number]
  const [across, down] = [sharesOf(column, factor), sharesOf(row, factor)]
  for (const [y, shareOfRow] of down.entries())
    for (const [x, shareOfColumn] of across.entries()) {
      const share = shareOfRow * shareOfColumn
      if (share === 0) continue
      const to = ((row.from * factor + y) * sums.width + column.from * factor + x) * 3
      for (let channel = 0; channel < 3; channel++)
        sums.data[to + channel]! += share * Math.min(1, Math.max(0, data[(channel * tall + y) * wide + x]!))
    }
}

function pixelsOf({ width, height, data }: Sums): Pixels {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255)
  for (let at = 0; at < width * height; at++)
    for (let channel = 0; channel < 3; channel++) pixels[at * 4 + channel] = 255 * data[at * 3 + channel]!
  return { width, height, data: pixels }
}
