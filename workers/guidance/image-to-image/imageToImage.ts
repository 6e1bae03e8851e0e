// Image-to-image (SDEdit, Meng et al. 2022, arXiv:2108.01073): the noised picture is the start, and only the last
// strength x steps timesteps are run.
import { entryFor, usualStrength } from '../../diffusion/startFor'
import { defineGuide } from '../defineGuide'
import { meta } from './meta'

export const imageToImage = defineGuide(meta, async (_values, { recipe, schedule, imageLatents, noise }) => {
  // Drawn in this order: the posterior's sample, then the noise.
  const clean = await imageLatents()
  const drawn = noise()
  const start = entryFor(recipe.strength ?? usualStrength, schedule)
  // At strength 0 nothing is left to run: the start is the picture itself.
  const latents = start < schedule.entries ? schedule.addNoise(clean, drawn, start) : clean
  return { begin: async (plan) => ({ ...plan, start, latents }) }
})
