import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('diffedit', {
  sameMeaning: {
    code: 'recipe',
    message:
      'The two descriptions of DiffEdit mean the same to this checkpoint, so there is nothing to redraw.',
    hint: 'Say in the prompt what should be different.',
  },
  nowhereSoDifferent: {
    code: 'recipe',
    message:
      'No place of the picture differs by {threshold} times the average between the two descriptions of DiffEdit.',
    hint: 'Lower the threshold, or say more clearly what should be different.',
  },
  emptyMask: {
    code: 'image',
    message: 'The mask covers nothing.',
    hint: 'Paint over what the edit may change, or remove the mask.',
  },
})
