// MultiDiffusion (Bar-Tal et al. 2023, arXiv:2302.08113): every window of the canvas takes the scheduler's step by itself, and
// the next latents are their weighted average, x = sum of w x / sum of w.
import { PalimpsestError } from '../../../src/shared/errors'
import { cutIntoWindows } from '../../diffusion/windows'
import { defineGuide } from '../defineGuide'
import { messages } from './messages'
import { meta } from './meta'

/** diffusers' stride is an eighth of the window; a quarter shows no more seams once the windows are feathered. */
const usualStride = 1 / 4

export const multidiffusion = defineGuide(meta, ({ window, stride, feather, circular }, env) => {
  const { recipe, latentShape, traits } = env
  /** Picture pixels of a latent pixel. */
  const scale = recipe.width / (latentShape[3] as number)
  const side = window === 0 ? traits.sampleSize : Math.max(1, Math.round(window / scale))
  const step = Math.max(1, Math.round(stride === 0 ? side * usualStride : stride / scale))
  if (step > side)
    throw new PalimpsestError(messages.strideTooLarge({ stride: step * scale, window: side * scale }))
  return {
    circular,
    views: (views) =>
      views.flatMap((view) => cutIntoWindows(view, { side, stride: step, feather, circular })),
  }
})
