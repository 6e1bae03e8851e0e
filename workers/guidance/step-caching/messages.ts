import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('step-caching', {
  tooManyLayers: {
    code: 'recipe',
    message: '"{guide}" is to work out {depth} outer layers, and this checkpoint has {most} at most.',
    hint: 'Choose fewer outer layers.',
  },
})
