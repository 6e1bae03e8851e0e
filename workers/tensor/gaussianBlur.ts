import { tensor, type Tensor } from './tensor'

/**
 * A Gaussian over the picture's plane, channel by channel, the border reflected. Its kernel reaches four deviations far: 9x9 at
 * a deviation of 1.
 * @param x [1, C, H, W]
 * @param sigma in pixels
 */
export function gaussianBlur(x: Tensor, sigma: number): Tensor {
  const [, , height = 0, width = 0] = x.shape
  const kernel = gaussian(sigma)
  const across = blurLines(x.data, {
    kernel,
    length: width,
    stride: 1,
    lines: height,
    between: width,
    plane: height * width,
  })
  return tensor(
    blurLines(across, {
      kernel,
      length: height,
      stride: width,
      lines: width,
      between: 1,
      plane: height * width,
    }),
    x.shape,
  )
}

/** Weights of -4 sigma ... 4 sigma, which sum up to 1. */
function gaussian(sigma: number): Float64Array {
  const reach = Math.ceil(4 * sigma)
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b)
  return weights.map((weight) => weight / sum)
}

interface Lines {
  readonly kernel: Float64Array
  /** Pixels of a line and what lies between two of them in memory; lines of a plane and what lies between two of those. */
  readonly length: number
  readonly stride: number
  readonly lines: number
  readonly between: number
  readonly plane: number
}

function blurLines(
  data: Float32Array,
  { kernel, length, stride, lines, between, plane }: Lines,
): Float32Array {
  const out = new Float32Array(data.length)
  const reach = (kernel.length - 1) / 2
  for (let from = 0; from < data.length; from += plane)
    for (let line = 0; line < lines; line++)
      for (let at = 0; at < length; at++) {
        const start = from + line * between
        let sum = 0
        for (let k = -reach; k <= reach; k++)
          sum += (kernel[k + reach] as number) * (data[start + reflected(at + k, length) * stride] as number)
        out[start + at * stride] = sum
      }
  return out
}

/** The pixel that stands for one outside: mirrored at the border's pixel, as often as it takes. */
function reflected(at: number, length: number): number {
  if (length === 1) return 0
  const period = 2 * (length - 1)
  const within = ((at % period) + period) % period
  return within < length ? within : period - within
}
