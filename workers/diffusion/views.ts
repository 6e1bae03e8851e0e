// Windows of a larger canvas that are denoised apart and averaged (MultiDiffusion, Bar-Tal et al. 2023, arXiv:2302.08113).
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'

/** A window of the canvas, in latent pixels. */
export interface View {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
  /** Weight of each latent pixel in the average, height x width; absent: 1 everywhere. */
  readonly weight?: Float32Array
}

/** The part of a [1, C, H, W] tensor below a view. A tensor of another size than the canvas is returned as it is. */
export function crop(canvas: Tensor, view: View): Tensor {
  const [, channels = 0, , width = 0] = canvas.shape
  const rows = canvas.shape[2] ?? 0
  const out = new Float32Array(channels * view.height * view.width)
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < view.height; y++) {
      const from = (c * rows + view.top + y) * width + view.left
      out.set(canvas.data.subarray(from, from + view.width), (c * view.height + y) * view.width)
    }
  return tensor(out, [1, channels, view.height, view.width])
}

/**
 * The weighted average of overlapping windows: sum of w x / sum of w.
 * @throws RangeError when a latent pixel lies below no view, or a view outside the canvas.
 */
export function merge(
  parts: readonly { readonly view: View; readonly latents: Tensor }[],
  shape: readonly number[],
): Tensor {
  const [, channels = 0, height = 0, width = 0] = shape
  const sum = new Float32Array(sizeOf(shape))
  const total = new Float32Array(height * width)
  for (const { view, latents } of parts) {
    if (view.top < 0 || view.left < 0 || view.top + view.height > height || view.left + view.width > width)
      throw new RangeError(
        `The view at ${view.left}, ${view.top} reaches outside of the ${width}x${height} canvas.`,
      )
    for (let y = 0; y < view.height; y++)
      for (let x = 0; x < view.width; x++) {
        const weight = view.weight?.[y * view.width + x] ?? 1
        const at = (view.top + y) * width + view.left + x
        total[at] = (total[at] ?? 0) + weight
        for (let c = 0; c < channels; c++) {
          const value = latents.data[(c * view.height + y) * view.width + x] ?? 0
          sum[c * height * width + at] = (sum[c * height * width + at] ?? 0) + weight * value
        }
      }
  }
  for (let at = 0; at < total.length; at++) {
    const weight = total[at] ?? 0
    if (weight <= 0)
      throw new RangeError(`No view covers the latent pixel ${at % width}, ${Math.floor(at / width)}.`)
    for (let c = 0; c < channels; c++)
      sum[c * height * width + at] = (sum[c * height * width + at] ?? 0) / weight
  }
  return tensor(sum, shape)
}
