// InstructPix2Pix (Brooks, Holynski & Efros 2023, arXiv:2211.09800): noise = e0 + sT (eT - eI) + sI (eI - e0), where
// eT sees instruction and picture, eI only the picture, e0 neither.
import { withBranch } from '../../diffusion/conditioning'
import { combineLinear } from '../../tensor/arithmetic'
import { zeros } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { requiredImage } from '../requiredInputs'
import { meta } from './meta'

export const instructPix2Pix = defineGuide(meta, async ({ textScale, imageScale }, env) => {
  // The posterior's mode, not times the scaling factor: so the checkpoints were trained.
  const imageLatents = await env.encodeMode(requiredImage(env, meta.label))
  const noImage = zeros(imageLatents.shape)
  const channels = (branch: string) => (branch === 'uncond' ? noImage : imageLatents)
  // As in diffusers, guidance is off at an instruction scale of 1: one pass, the instruction at its plain strength.
  if (textScale.most <= 1) return { channels }
  return {
    channels,
    condition: async (conditioning) => {
      const empty = await conditioning.encodeNegative(conditioning.negativePrompt)
      const negative = { negative: true } as const
      const withImage = withBranch(conditioning, 'image', empty, negative)
      return { ...withBranch(withImage, 'uncond', empty, negative), anchor: 'image' }
    },
    combine: async (text, step) => {
      const [byText, byImage] = [textScale.at(step), imageScale.at(step)]
      const image = await step.run('image')
      const uncond = await step.run('uncond')
      return combineLinear([
        [byText, text],
        [byImage - byText, image],
        [1 - byImage, uncond],
      ])
    },
  }
})
