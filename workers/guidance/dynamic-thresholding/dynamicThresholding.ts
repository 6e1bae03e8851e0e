// Dynamic thresholding (Saharia et al. 2022, arXiv:2205.11487, section 2.3). Latents have no fixed range, so each channel of the
// guided clean estimate is brought back to the range that the prompt's own prediction has.
import { combineLinear, subtract } from '../../tensor/arithmetic'
import { defineGuide } from '../defineGuide'
import { meta } from './meta'
import { withinRangeOf } from './withinRangeOf'

export const dynamicThresholding = defineGuide(meta, ({ strength, percentile }) => ({
  afterCombine: async (noise, step) => {
    const share = strength.at(step)
    const guided = step.predictOriginal(noise)
    const plain = step.predictOriginal(await step.run('cond'))
    const moved = subtract(withinRangeOf(plain, guided, percentile), guided)
    // The clean estimate falls by sqrt(1 / carriedAlphaBar - 1) for each unit of noise, in every sampler's form.
    return combineLinear([
      [1, noise],
      [-share / Math.sqrt(1 / step.carriedAlphaBar - 1), moved],
    ])
  },
}))
