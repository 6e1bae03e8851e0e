import type { Pixels } from '../../src/shared/pixels'

/**
 * A picture blurred by a Gaussian of standard deviation `sigma` pixels, cut off at three of them; beyond the border the picture is
 * reflected, the last pixel not repeated (as OpenCV does it). Colours are weighted by their alpha.
 */
export function gaussianBlur(picture: Pixels, sigma: number): Pixels {
  if (sigma <= 0) return picture
  const { width, height, data } = picture
  const radius = Math.ceil(3 * sigma)
  const bell = Array.from({ length: 2 * radius + 1 }, (_, at) =>
    Math.exp(-((at - radius) ** 2) / (2 * sigma ** 2)),
  )
  const sum = bell.reduce((a, b) => a + b)
  const weights = bell.map((weight) => weight / sum)
  const weighted = Float32Array.from(data, (value, at) =>
    at % 4 === 3 ? value : (value * (data[at - (at % 4) + 3] as number)) / 255,
  )
  const across = pass(weighted, { count: width, stride: 4, weights, radius })
  const blurred = pass(across, { count: height, stride: 4 * width, weights, radius })
  const out = Uint8ClampedArray.from(blurred, (value, at) => {
    const alpha = blurred[at - (at % 4) + 3] as number
    return at % 4 === 3 ? value : alpha <= 0 ? 0 : (value * 255) / alpha
  })
  return { width, height, data: out }
}

interface Pass {
  /** Pixels along the direction, and how far apart they lie. */
  readonly count: number
  readonly stride: number
  readonly weights: readonly number[]
  readonly radius: number
}

function pass(data: Float32Array, { count, stride, weights, radius }: Pass): Float32Array {
  return data.map((_, at) => {
    const place = Math.floor(at / stride) % count
    const start = at - place * stride
    let sum = 0
    for (let k = -radius; k <= radius; k++)
      sum += (weights[k + radius] as number) * (data[start + reflected(place + k, count) * stride] as number)
    return sum
  })
}

/** ... 2 1 | 0 1 2 ... n-1 | n-2 ..., however far beyond. */
function reflected(at: number, count: number): number {
  if (count === 1) return 0
  const period = 2 * (count - 1)
  const within = ((at % period) + period) % period
  return within < count ? within : period - within
}
