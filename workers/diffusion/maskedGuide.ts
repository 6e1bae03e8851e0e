// A guide that acts in a part of the picture only: what it adds, its share of the noise, its residuals, its features, its
// changes of the latents, is multiplied by a mask. No guide knows of it.
import { lerpBy, multiplyBy } from '../tensor/broadcast'
import { maskedAddend, type Addend } from '../tensor/deviceTensor'
import type { Tensor } from '../tensor/tensor'
import type { Guide, UNetInputs } from './guide'
import { shrunkMask } from './shrunkMask'
import type { Step } from './step'
import { crop } from './views'

/** Whether a mask would be without effect: what a guide does before the first step cannot be held back by one. */
export const actsEverywhere = (guide: Guide): boolean =>
  (guide.views !== undefined || guide.encode !== undefined || guide.begin !== undefined) &&
  [guide.beforeStep, guide.inputs, guide.combine, guide.afterCombine, guide.afterStep].every(
    (hook) => hook === undefined,
  )

/**
 * @param mask [1, 1, H, W] in [0, 1] over the whole canvas, 1 where the guide acts
 * @param canvas height and width of the latents
 */
export function maskedGuide(guide: Guide, mask: Tensor, canvas: readonly [number, number]): Guide {
  const atLatents = shrunkMask(mask, ...canvas)
  /** The mask over a tensor of a step's view, whatever its size. */
  const over = ({ view }: Step, { shape }: Pick<Tensor, 'shape'>) =>
    shrunkMask(crop(atLatents, view), shape[2] as number, shape[3] as number)
  const within = (inside: Tensor, outside: Tensor, step: Step) => lerpBy(outside, inside, over(step, inside))
  const { beforeStep, inputs, combine, afterCombine, afterStep } = guide
  return {
    ...guide,
    ...(beforeStep && {
      beforeStep: async (latents, step) => within(await beforeStep(latents, step), latents, step),
    }),
    ...(inputs && {
      inputs: async (run) => maskedInputs(await inputs(run), (one) => over(run.step, one)),
    }),
    ...(combine && { combine: async (noise, step) => within(await combine(noise, step), noise, step) }),
    ...(afterCombine && {
      afterCombine: async (noise, step) => within(await afterCombine(noise, step), noise, step),
    }),
    ...(afterStep && {
      afterStep: async (latents, step) => within(await afterStep(latents, step), latents, step),
    }),
  }
}

function maskedInputs(
  { residuals, adapter, ...rest }: UNetInputs,
  maskOver: (one: Pick<Tensor, 'shape'>) => Tensor,
): UNetInputs {
  const masked = (one: Addend) => maskedAddend(one, maskOver(one))
  return {
    ...rest,
    ...(residuals && {
      residuals: { ...residuals, down: residuals.down.map(masked), mid: masked(residuals.mid) },
    }),
    ...(adapter && { adapter: adapter.map((one) => multiplyBy(one, maskOver(one))) }),
  }
}
