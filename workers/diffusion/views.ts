// Parts of the canvas that are denoised apart and averaged (MultiDiffusion, Bar-Tal et al. 2023, arXiv:2302.08113). A run
// without such parts has one view of the whole canvas.
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import type { BranchId } from './guide'
import type { Step } from './step'

/** What is denoised, in latent pixels. */
export interface Canvas {
  readonly height: number
  readonly width: number
  /** The right edge continues at the left one. */
  readonly circular: boolean
}

/** A window of the canvas, in latent pixels. On a circular canvas it may reach beyond the right edge. */
export interface View {
  readonly top: number
  readonly left: number
  readonly height: number
  readonly width: number
  /** Weight of each latent pixel in the average, height x width; absent: 1 everywhere. */
  readonly weight?: Float32Array
  /** Branches that stand in for others here: a region's own prompt for `cond`. */
  readonly branches?: ReadonlyMap<BranchId, BranchId>
  /** What this view sees in place of its part of the canvas (bootstrapping of regions). */
  readonly start?: (latents: Tensor, step: Step) => Tensor
}

export const wholeCanvas = ({ height, width }: Canvas): View => ({ top: 0, left: 0, height, width })

/** Whether a view of plain latents covers a canvas of this size and nothing else. */
const isWhole = ({ top, left, height, width }: View, [, , rows, columns]: readonly number[]): boolean =>
  top === 0 && left === 0 && height === rows && width === columns

/** The part of a [1, C, H, W] tensor below a view, which wraps at the right edge; the tensor itself where that is all of it. */
export function crop(canvas: Tensor, view: View): Tensor {
  if (isWhole(view, canvas.shape)) return canvas
  const [, channels = 0, rows = 0, columns = 0] = canvas.shape
  const out = new Float32Array(channels * view.height * view.width)
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < view.height; y++)
      for (let x = 0; x < view.width; x++)
        out[(c * view.height + y) * view.width + x] = canvas.data[
          (c * rows + view.top + y) * columns + ((view.left + x) % columns)
        ] as number
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
  const [only] = parts
  if (only && parts.length === 1 && isWhole(only.view, shape)) return only.latents
  const [, channels = 0, height = 0, width = 0] = shape
  const sum = new Float32Array(sizeOf(shape))
  const total = new Float32Array(height * width)
  for (const { view, latents } of parts) {
    if (view.top < 0 || view.left < 0 || view.top + view.height > height || view.left >= width)
      throw new RangeError(
        `The view at ${view.left}, ${view.top} reaches outside of the ${width}x${height} canvas.`,
      )
    for (let y = 0; y < view.height; y++)
      for (let x = 0; x < view.width; x++) {
        const weight = view.weight?.[y * view.width + x] ?? 1
        if (weight === 0) continue
        const at = (view.top + y) * width + ((view.left + x) % width)
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
