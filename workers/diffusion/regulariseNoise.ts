// Keeping the noise of an inversion like noise (Parmar et al. 2023, arXiv:2302.03027, section 3.1): pixels that do not tell of one
// another, mean 0, variance 1. Both losses have gradients in closed form, so that no network is differentiated.
import { tensor, type Tensor } from '../tensor/tensor'

export interface Regularisation {
  /** How strongly pixels are kept from telling of one another, and the whole at mean 0 and variance 1. */
  readonly autoCorrelation: number
  readonly divergence: number
  /** How often both are applied, and the first one in each time. */
  readonly times: number
  readonly rolls: number
}

/** What the paper's code uses. */
export const usualRegularisation: Regularisation = { autoCorrelation: 20, divergence: 20, times: 5, rolls: 5 }

/**
 * The noise [1, C, h, w], moved down the gradients of both losses.
 * @param draw a whole number from 0 up to, but without, `below`
 */
export function regularisedNoise(
  noise: Tensor,
  { autoCorrelation, divergence, times, rolls }: Regularisation,
  draw: (below: number) => number,
): Tensor {
  const data = Float64Array.from(noise.data)
  for (let time = 0; time < times; time++) {
    if (autoCorrelation > 0)
      for (let roll = 0; roll < rolls; roll++)
        subtract(data, autoCorrelationGradient(data, noise.shape, draw), autoCorrelation / rolls)
    if (divergence > 0) subtract(data, divergenceGradient(data), divergence)
  }
  return tensor(Float32Array.from(data), noise.shape)
}

function subtract(data: Float64Array, slope: Float64Array, factor: number): void {
  for (let at = 0; at < data.length; at++) data[at]! -= factor * slope[at]!
}

/** The smallest height at which the correlation is looked at. */
const SMALLEST = 8

/**
 * Of the sum over channels, sizes (each half the last) and both axes of mean(n rolled(n))², where the roll is drawn anew for each
 * size and less than half the height.
 */
export function autoCorrelationGradient(
  data: Float64Array,
  [, channels = 0, height = 0, width = 0]: readonly number[],
  draw: (below: number) => number,
): Float64Array {
  const slope = new Float64Array(data.length)
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * height * width
    let plane: Plane = { data: data.subarray(start, start + height * width), height, width }
    const planes: Plane[] = []
    const slopes: Float64Array[] = []
    for (;;) {
      planes.push(plane)
      slopes.push(rolledSlope(plane, draw(Math.floor(plane.height / 2))))
      if (plane.height <= SMALLEST) break
      plane = halved(plane)
    }
    // Each pixel of a smaller plane is the mean of four.
    for (let level = planes.length - 1; level > 0; level--)
      addEnlarged(slopes[level]!, planes[level]!, slopes[level - 1]!, planes[level - 1]!)
    slope.set(slopes[0]!, start)
  }
  return slope
}

interface Plane {
  readonly data: Float64Array
  readonly height: number
  readonly width: number
}

function rolledSlope({ data, height, width }: Plane, shift: number): Float64Array {
  const slope = new Float64Array(data.length)
  const count = height * width
  const alongBoth = [
    (y: number, x: number, by: number) => wrapped(y + by, height) * width + x,
    (y: number, x: number, by: number) => y * width + wrapped(x + by, width),
  ]
  for (const place of alongBoth) {
    let product = 0
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) product += data[y * width + x]! * data[place(y, x, -shift)]!
    const factor = (2 * product) / count ** 2
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        slope[y * width + x]! += factor * (data[place(y, x, -shift)]! + data[place(y, x, shift)]!)
  }
  return slope
}

const wrapped = (at: number, extent: number) => ((at % extent) + extent) % extent

/** An odd last row or column is left out. */
function halved({ data, height, width }: Plane): Plane {
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)]
  const means = new Float64Array(rows * columns)
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const corner = 2 * y * width + 2 * x
      means[y * columns + x] =
        (data[corner]! + data[corner + 1]! + data[corner + width]! + data[corner + width + 1]!) / 4
    }
  return { data: means, height: rows, width: columns }
}

function addEnlarged(slope: Float64Array, small: Plane, onto: Float64Array, large: Plane): void {
  for (let y = 0; y < 2 * small.height; y++)
    for (let x = 0; x < 2 * small.width; x++)
      onto[y * large.width + x]! += slope[(y >> 1) * small.width + (x >> 1)]! / 4
}

/** Keeps the logarithm finite, as in the paper's code. */
const TINY = 1e-7

/** Of variance + mean² - 1 - log(variance), over all numbers together; the variance with n - 1 in the denominator. */
export function divergenceGradient(data: Float64Array): Float64Array {
  const { length } = data
  const centre = data.reduce((sum, value) => sum + value, 0) / length
  const variance = data.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (length - 1)
  const ofVariance = 1 - 1 / (variance + TINY)
  return data.map((value) => (2 * centre) / length + (ofVariance * 2 * (value - centre)) / (length - 1))
}
