// Classifier-free guidance (Ho & Salimans 2022, arXiv:2207.12598), with the rescale of Lin et al. 2023 (arXiv:2305.08891).
import { withBranch } from '../../diffusion/conditioning'
import { lerp, scale as times, standardDeviation } from '../../tensor/arithmetic'
import { defineGuide } from '../defineGuide'
import { guidanceScaleEmbedding } from './guidanceScaleEmbedding'
import { meta } from './meta'

export const classifierFree = defineGuide(meta, ({ scale, rescale }, { traits: { timestepCondWidth } }) => {
  // A guidance-distilled UNet (LCM) takes the scale as an input and runs once.
  if (timestepCondWidth > 0)
    return {
      inputs: async ({ step }) => ({
        timestepCond: guidanceScaleEmbedding(scale.at(step) - 1, timestepCondWidth),
      }),
    }
  if (scale.most <= 1) return {}
  return {
    condition: async (conditioning) => ({
      ...withBranch(conditioning, 'uncond', await conditioning.encodeNegative(conditioning.negativePrompt), {
        negative: true,
      }),
      anchor: 'uncond',
    }),
    combine: async (cond, step) => lerp(await step.run('uncond'), cond, scale.at(step)),
    afterCombine: async (noise, step) => {
      const share = rescale.at(step)
      if (share === 0) return noise
      // Defined on what the checkpoint predicts: bring the spread back to that of the conditional prediction.
      const guided = step.toOutput(noise)
      const cond = step.toOutput(await step.run('cond'))
      const rescaled = times(guided, standardDeviation(cond) / standardDeviation(guided))
      return step.fromOutput(lerp(guided, rescaled, share))
    },
  }
})
