import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('model-editing', {
  tooLong: {
    code: 'recipe',
    message: 'The sentence "{sentence}" of an edit is longer than the checkpoint reads.',
    hint: 'Say it in fewer words: the text encoder reads {limit} tokens.',
  },
  otherOrder: {
    code: 'recipe',
    message: 'The edit from "{from}" to "{to}" has the same words in another order.',
    hint: 'Keep the first sentence’s words in their order, and put words between them.',
  },
  wordLeftOut: {
    code: 'recipe',
    message: 'The edit from "{from}" to "{to}" leaves out the word "{word}".',
    hint: 'The second sentence needs all words of the first, in their order, and says more.',
  },
  changesNothing: 'The edit from "{from}" to "{to}" changes nothing.',
})
