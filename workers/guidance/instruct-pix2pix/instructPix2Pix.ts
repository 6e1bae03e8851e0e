// InstructPix2Pix (Brooks, Holynski & Efros 2023, arXiv:2211.09800): noise = e0 + sT (eT - eI) + sI (eI - e0), where
// eT sees instruction and picture, eI only the picture, e0 neither.
import { withBranch } from '../../diffusion/conditioning'
import { combineLinear } from '../../tensor/arithmetic'
import { zeros, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { requireImage } from '../requireImage'
import { meta } from './meta'

export const instructPix2Pix = defineGuide(meta, ({ textScale, imageScale }) => {
  let imageLatents: Tensor
  let noImage: Tensor
  // As in diffusers, guidance is off at an instruction scale of 1: one pass, the instruction at its plain strength.
  const guided = textScale > 1
  return {
    condition: async (conditioning) => {
      if (!guided) return conditioning
      const empty = await conditioning.encode(conditioning.negativePrompt)
      return withBranch(withBranch(conditioning, 'image', empty), 'uncond', empty)
    },
    begin: async (plan) => {
      // The posterior's mode, not times the scaling factor: so the checkpoints were trained.
      imageLatents = await plan.context.encodeMode(requireImage(plan.context, meta.label))
      noImage = zeros(imageLatents.shape)
      return plan
    },
    channels: (branch) => (branch === 'uncond' ? noImage : imageLatents),
    combine: async (text, step) => {
      if (!guided) return text
      const image = await step.run('image')
      const uncond = await step.run('uncond')
      return combineLinear([
        [textScale, text],
        [imageScale - textScale, image],
        [1 - imageScale, uncond],
      ])
    },
  }
})
