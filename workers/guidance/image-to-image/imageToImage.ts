// Image-to-image (SDEdit, Meng et al. 2022, arXiv:2108.01073): the noised picture is the start, and only the last
// strength x steps timesteps are run.
import { defineGuide } from '../defineGuide'
import { meta } from './meta'

/** What diffusers takes where nothing is said. */
const usualStrength = 0.8

export const imageToImage = defineGuide(meta, async (_values, { recipe, schedule, imageLatents, noise }) => {
  const { steps, entries } = schedule
  const first = startFor(recipe.strength ?? usualStrength, steps)
  // Drawn in this order: the posterior's sample, then the noise.
  const clean = await imageLatents()
  const drawn = noise()
  // At strength 0 nothing is left to run: the start is the picture itself.
  const start = first < steps ? first : entries
  const latents = start < entries ? schedule.addNoise(clean, drawn, start) : clean
  return { begin: async (plan) => ({ ...plan, start, latents }) }
})

/** The first entry of `steps` that is run, as diffusers counts: the last floor(steps x strength) are. */
export const startFor = (strength: number, steps: number): number =>
  Math.max(steps - Math.min(Math.floor(steps * strength), steps), 0)
