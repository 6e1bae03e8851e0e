import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('sega', {
  conceptEmpty: {
    code: 'recipe',
    message: 'Concept {number} of "{guide}" has no words.',
    hint: 'Write what it is, or remove it.',
  },
})
