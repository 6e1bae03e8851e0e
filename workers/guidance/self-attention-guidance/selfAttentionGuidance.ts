// Self-Attention Guidance (Hong et al. 2023, arXiv:2210.00939): what the middle block looks at most is blurred in the clean
// estimate, noised again with the same noise, and the prediction is pushed away from what that gives.
import { PalimpsestError } from '../../../src/shared/errors'
import { combineLinear } from '../../tensor/arithmetic'
import { lerpBy } from '../../tensor/broadcast'
import { gaussianBlur } from '../../tensor/gaussianBlur'
import { nearestResize } from '../../tensor/nearestResize'
import { defineGuide } from '../defineGuide'
import { attendedMask } from './attendedMask'
import { messages } from './messages'
import { meta } from './meta'

export const selfAttentionGuidance = defineGuide(meta, ({ scale, sigma }, { traits }) => {
  const layer = traits.attention.find(({ place, kind }) => place === 'mid' && kind === 'self')
  if (!layer) throw new PalimpsestError(messages.noSelfAttention({ guide: meta.label }))
  return {
    // The branch that sees neither text nor picture, or the only one.
    taps: (branch, { branches }) =>
      branch === (branches.has('uncond') ? 'uncond' : 'cond') ? [layer.path] : [],
    combine: async (noise, step) => {
      const strength = scale.at(step)
      if (strength === 0) return noise
      const branch = step.has('uncond') ? 'uncond' : 'cond'
      const run = await step.runWithTaps(branch, { taps: [layer.path] })
      const original = step.predictOriginal(run.noise)
      const [, , height = 0, width = 0] = original.shape
      const mask = attendedMask(run.taps.get(layer.path)!, [height, width], layer.level)
      const blurred = lerpBy(original, gaussianBlur(original, sigma), nearestResize(mask, height, width))
      const worse = await step.run(branch, { latents: step.addNoise(blurred, run.noise) })
      return combineLinear([
        [1, noise],
        [strength, run.noise],
        [-strength, worse],
      ])
    },
  }
})
