import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('image', {
  emptyMask: {
    code: 'image',
    message: 'The mask covers nothing.',
    hint: 'Paint over what the edit may change, or remove the mask.',
  },
})
