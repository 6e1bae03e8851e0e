// Image-to-image (SDEdit, Meng et al. 2022, arXiv:2108.01073): the noised picture is the start, and only the last
// strength x steps timesteps are run.
import { defineGuide } from '../defineGuide'
import { requireImage } from '../requireImage'
import { meta } from './meta'

/** What diffusers takes where nothing is said. */
const usualStrength = 0.8

export const imageToImage = defineGuide(meta, () => ({
  begin: async (plan) => {
    const { context } = plan
    requireImage(context, meta.label)
    const start = startFor(context.strength ?? usualStrength, context.steps)
    // Drawn in this order: the posterior's sample, then the noise.
    const imageLatents = await context.imageLatents()
    const noise = context.noise()
    // At strength 0 nothing is left to run: the start is the picture itself.
    const latents =
      start < context.entries && start < context.steps
        ? context.addNoise(imageLatents, noise, start)
        : imageLatents
    return { ...plan, start: start < context.steps ? start : context.entries, latents }
  },
}))

/** The first entry of `steps` that is run, as diffusers counts: the last floor(steps x strength) are. */
export const startFor = (strength: number, steps: number): number =>
  Math.max(steps - Math.min(Math.floor(steps * strength), steps), 0)
