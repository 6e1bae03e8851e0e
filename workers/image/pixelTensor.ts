// Between 8-bit pictures and the networks' [1, 3, H, W] in [-1, 1].
import type { Pixels } from '../../src/shared/pixels'
import { tensor, type Tensor } from '../tensor/tensor'

/** RGB in [-1, 1]; what is transparent is laid over white. */
export function tensorFromPixels({ width, height, data }: Pixels): Tensor {
  const area = width * height
  const out = new Float32Array(3 * area)
  for (let at = 0; at < area; at++) {
    const alpha = (data[at * 4 + 3] as number) / 255
    for (let c = 0; c < 3; c++)
      out[c * area + at] = (2 * ((data[at * 4 + c] as number) * alpha + 255 * (1 - alpha))) / 255 - 1
  }
  return tensor(out, [1, 3, height, width])
}

/** Opaque pixels from [1, 3, H, W] in [-1, 1], rounded to the nearest of 256 levels, halves to even, clamped. */
export function pixelsFromTensor({ data, shape }: Tensor): Pixels {
  const [, , height = 0, width = 0] = shape
  const area = width * height
  const out = new Uint8ClampedArray(area * 4).fill(255)
  for (let c = 0; c < 3; c++)
    for (let at = 0; at < area; at++) out[at * 4 + c] = ((data[c * area + at] as number) / 2 + 0.5) * 255
  return { width, height, data: out }
}

/** Opaque pixels from [1, 3, H, W] in [0, 1], or from [1, 1, H, W] in grey. */
export function pixelsFromUnit({ data, shape }: Tensor): Pixels {
  const [, channels = 0, height = 0, width = 0] = shape
  const area = width * height
  const out = new Uint8ClampedArray(area * 4).fill(255)
  for (let c = 0; c < 3; c++)
    for (let at = 0; at < area; at++) out[at * 4 + c] = (data[(c % channels) * area + at] as number) * 255
  return { width, height, data: out }
}
