import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('diffusion', {
  cutsForAllSteps: {
    code: 'recipe',
    message: 'The guide "{guide}" cuts the canvas into views, which it can only do for all steps.',
    hint: 'Set its range to [0, 1].',
  },
  missingBranch: {
    code: 'recipe',
    message: 'The guide "{guide}" needs the branch "{branch}", which no guide of this edit has added.',
    hint: 'Add the guide that the branch belongs to, or remove this one.',
  },
  noCrossAttention: {
    code: 'recipe',
    message:
      '"{guide}" reads the UNet’s cross-attention, and this checkpoint has none beside its middle block.',
    hint: 'Choose another checkpoint, or remove the guide.',
  },
  wordNotInPrompt: {
    code: 'recipe',
    message: 'The word "{word}" is not in the prompt.',
    hint: 'Choose the words again, or write it into the prompt.',
  },
  wordTooOften: {
    code: 'recipe',
    message: 'The word "{word}" is chosen more often than the prompt says it: {chosen} times.',
    hint: 'Choose it once for each time that the prompt says it.',
  },
  otherInverse: {
    code: 'recipe',
    message: 'The DPM-Solver inverse goes with the sampler DPM-Solver++ 2M alone.',
    hint: 'Choose that sampler, or invert by DDIM.',
  },
})
