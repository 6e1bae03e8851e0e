import { defineMessages } from '../shared/defineMessages'

export const messages = defineMessages('state', {
  pixelsGone: {
    code: 'internal',
    message: 'A layer names pixels that are not there.',
    hint: 'Undo the last step, and please report this.',
  },
})
