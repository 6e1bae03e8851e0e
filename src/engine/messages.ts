import { defineMessages } from '../shared/defineMessages'

export const messages = defineMessages('engine', {
  stopped: {
    code: 'internal',
    message: 'The engine stopped.',
    hint: 'It was started again. Your picture is safe; run the edit once more.',
  },
})
