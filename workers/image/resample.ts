// Resampling with anti-aliasing, byte for byte as Pillow's `Image.resize` (src/libImaging/Resample.c): the checkpoints' own pipelines
// bring pictures to working size with its Lanczos filter, other networks with the others. Weights are whole numbers of 22 bits, and what the first
// of the two passes gives is rounded to 8 bits before the second.
import type { Pixels } from '../../src/shared/pixels'

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Lobes of the Lanczos window (Turkowski 1990). */
const lobes = 3

/** How far each filter reaches, and its weight at a distance. */
const filters = {
  lanczos: {
    support: lobes,
    weight: (x: number) => (x >= -lobes && x < lobes ? sinc(x) * sinc(x / lobes) : 0),
  },
  bilinear: { support: 1, weight: (x: number) => Math.max(0, 1 - Math.abs(x)) },
  // Keys (1981) with a = -1/2.
  bicubic: {
    support: 2,
    weight: (x: number) => {
      const t = Math.abs(x)
      return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0
    },
  },
}
export type ResampleFilter = keyof typeof filters

/** Bits of a weight after the point: of 32, less 8 for the byte and 2 for the filter's overshoot. */
const precision = 32 - 8 - 2

interface Taps {
  readonly first: number
  readonly weights: Int32Array
}

/** For each output position, the input positions that it reads and their weights, which sum to about 2^22. */
function tapsFor(from: number, to: number, filter: ResampleFilter): Taps[] {
  const { support, weight } = filters[filter]
  const scale = from / to
  const stretch = Math.max(scale, 1)
  const reach = support * stretch
  return Array.from({ length: to }, (_, out) => {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.trunc(centre - reach + 0.5))
    const last = Math.min(from, Math.trunc(centre + reach + 0.5))
    const weights = Float64Array.from({ length: last - first }, (_, k) =>
      weight((first + k - centre + 0.5) * (1 / stretch)),
    )
    const sum = weights.reduce((a, b) => a + b, 0)
    return {
      first,
      weights: Int32Array.from(weights, (weight) => {
        const share = (sum === 0 ? weight : weight / sum) * 2 ** precision
        return share < 0 ? share - 0.5 : share + 0.5
      }),
    }
  })
}

/**
 * A picture at another size. The same size gives the same picture. Colours are weighted by their alpha, so that what is
 * transparent does not bleed.
 */
export function resize(
  source: Pixels,
  width: number,
  height: number,
  filter: ResampleFilter = 'lanczos',
): Pixels {
  if (source.width === width && source.height === height) return source
  const across = (picture: Pixels) =>
    picture.width === width ? picture : resizedAcross(picture, width, filter)
  const down = (picture: Pixels) =>
    picture.height === height ? picture : resizedDown(picture, height, filter)
  const premultiplied = { ...source, data: multiplied(source.data) }
  const resized = isDownFirst(source, width, height)
    ? across(down(premultiplied))
    : down(across(premultiplied))
  return { ...resized, data: divided(resized.data) }
}

/** Pillow 13's order, found by trying 5,800 sizes; older ones always go across first. They differ where a picture is squeezed. */
const isDownFirst = (source: Pixels, width: number, height: number): boolean =>
  height < source.height && source.height - height > 2 * (source.width - width)

function resizedAcross({ width: from, height, data }: Pixels, width: number, filter: ResampleFilter): Pixels {
  const taps = tapsFor(from, width, filter)
  const out = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const { first, weights } = taps[x] as Taps
      weigh(data, (y * from + first) * 4, 4, weights, out, (y * width + x) * 4)
    }
  return { width, height, data: out }
}

function resizedDown({ width, height: from, data }: Pixels, height: number, filter: ResampleFilter): Pixels {
  const taps = tapsFor(from, height, filter)
  const out = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const { first, weights } = taps[y] as Taps
    for (let x = 0; x < width; x++)
      weigh(data, (first * width + x) * 4, width * 4, weights, out, (y * width + x) * 4)
  }
  return { width, height, data: out }
}

/** One pixel: the sum of those from `at` on, `stride` bytes apart. It stays within 32 bits. */
function weigh(
  data: Uint8ClampedArray,
  at: number,
  stride: number,
  weights: Int32Array,
  out: Uint8ClampedArray,
  to: number,
): void {
  const half = 1 << (precision - 1)
  let [r, g, b, a] = [half, half, half, half]
  for (let k = 0; k < weights.length; k++, at += stride) {
    const weight = weights[k] as number
    r += weight * (data[at] as number)
    g += weight * (data[at + 1] as number)
    b += weight * (data[at + 2] as number)
    a += weight * (data[at + 3] as number)
  }
  out[to] = r >> precision
  out[to + 1] = g >> precision
  out[to + 2] = b >> precision
  out[to + 3] = a >> precision
}

/** Colours times alpha, Pillow's "RGBa": the product over 255, rounded. */
function multiplied(data: Pixels['data']): Pixels['data'] {
  const out = data.slice()
  for (let at = 0; at < out.length; at += 4) {
    const alpha = data[at + 3] as number
    if (alpha === 255) continue
    for (let c = 0; c < 3; c++) {
      const product = (data[at + c] as number) * alpha + 128
      out[at + c] = ((product >> 8) + product) >> 8
    }
  }
  return out
}

/** Colours over alpha, cut off as Pillow does it. */
function divided(data: Pixels['data']): Pixels['data'] {
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] as number
    if (alpha === 255 || alpha === 0) continue
    for (let c = 0; c < 3; c++) data[at + c] = Math.trunc((255 * (data[at + c] as number)) / alpha)
  }
  return data
}
