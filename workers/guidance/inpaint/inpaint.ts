// Inpainting. A 9-channel UNet sees the mask and the masked picture; for every other UNet the latents outside of the mask
// are put back after each step, noised to that step's level (Lugmayr et al. 2022, arXiv:2201.09865, without resampling).
import { concatChannels } from '../../tensor/arithmetic'
import { lerpBy } from '../../tensor/broadcast'
import { zeros } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { requiredImage, requiredMask } from '../requiredInputs'
import { meta } from './meta'
import { nearestResize } from '../../tensor/nearestResize'

/** Latents, mask, masked picture. */
const nativeChannels = 9

export const inpaint = defineGuide(meta, async (_values, env) => {
  const image = requiredImage(env, meta.label)
  const pixelMask = requiredMask(env, meta.label)
  const native = env.traits.inChannels === nativeChannels
  // The draws in diffusers' order: picture (not for native UNets that start from pure noise), noise, masked picture.
  const imageLatents = native ? undefined : await env.imageLatents()
  const noise = env.noise()
  const mask = nearestResize(pixelMask, noise.shape[2] as number, noise.shape[3] as number)
  if (imageLatents) {
    if (env.traits.latentsVary) env.mainNoise(noise.shape)
    return {
      afterStep: async (latents, step) => lerpBy(step.addNoiseAfter(imageLatents, noise), latents, mask),
    }
  }
  const masked = lerpBy(image, zeros(image.shape), pixelMask)
  const channels = concatChannels([mask, await env.encodeSample(masked)])
  return { channels: () => channels }
})
