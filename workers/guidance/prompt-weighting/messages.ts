import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('prompt-weighting', {
  textCut: 'The text is longer than the checkpoint reads ({limit} tokens); left out: "{rest}".',
  otherNormalisation: 'another normalisation of weights than compel’s',
})
