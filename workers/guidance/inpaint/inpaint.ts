// Inpainting. A 9-channel UNet sees the mask and the masked picture; for every other UNet the latents outside of the mask
// are put back after each step, noised to that step's level (Lugmayr et al. 2022, arXiv:2201.09865, without resampling).
import { concatChannels } from '../../tensor/arithmetic'
import { zeros, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { requireImage, requireMask } from '../requireImage'
import { meta } from './meta'
import { nearestDownsample, select } from './maskArithmetic'

/** Latents, mask, masked picture. */
const nativeChannels = 9

export const inpaint = defineGuide(meta, (_values, { inChannels }) => {
  const native = inChannels === nativeChannels
  let mask: Tensor
  let imageLatents: Tensor
  let noise: Tensor
  let channels: Tensor
  return {
    begin: async (plan) => {
      const { context } = plan
      const image = requireImage(context, meta.label)
      const pixelMask = requireMask(context, meta.label)
      // The draws in diffusers' order: picture (not for native UNets that start from pure noise), noise, masked picture.
      if (!native) imageLatents = await context.imageLatents()
      noise = context.noise()
      mask = nearestDownsample(pixelMask, noise.shape[2] as number, noise.shape[3] as number)
      if (native) {
        const masked = select(pixelMask, zeros(image.shape), image)
        channels = concatChannels([mask, await context.encodeSample(masked)])
      } else context.mainNoise(noise.shape)
      return plan
    },
    ...(native
      ? { channels: () => channels }
      : {
          afterStep: async (latents, step) => select(mask, latents, step.addNoiseAfter(imageLatents, noise)),
        }),
  }
})
