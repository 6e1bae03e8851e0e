import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('attend-and-excite', {
  otherTries: 'another number of tries than 20',
})
