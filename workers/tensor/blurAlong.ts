interface Line {
  /** Pixels of a line, and how far apart they lie in memory. */
  readonly count: number
  readonly stride: number
  readonly kernel: Float64Array
}

/** Every line of the numbers, blurred by an odd kernel; beyond its ends a line is reflected, the last pixel not repeated. */
export function blurAlong(data: Float32Array, { count, stride, kernel }: Line): Float32Array {
  const taps = kernel.length
  const reach = (taps - 1) / 2
  // Where each pixel of a line finds what it sums up, from the line's start: the same for all lines.
  const offsets = Int32Array.from(
    { length: count * taps },
    (_, at) => reflected(Math.floor(at / taps) + (at % taps) - reach, count) * stride,
  )
  const out = new Float32Array(data.length)
  for (let at = 0; at < out.length; at++) {
    const place = Math.floor(at / stride) % count
    const start = at - place * stride
    let sum = 0
    for (let k = 0; k < taps; k++)
      sum += (kernel[k] as number) * (data[start + (offsets[place * taps + k] as number)] as number)
    out[at] = sum
  }
  return out
}

/** A Gaussian's weights of -reach ... reach pixels, which sum up to 1. */
export function gaussianKernel(sigma: number, reach: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((weight) => weight / sum)
}

/** ... 2 1 | 0 1 2 ... n-1 | n-2 ..., however far beyond. */
function reflected(at: number, count: number): number {
  if (count === 1) return 0
  const period = 2 * (count - 1)
  const within = ((at % period) + period) % period
  return within < count ? within : period - within
}
