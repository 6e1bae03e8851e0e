import { defineMessages } from '../../src/shared/defineMessages'

export const messages = defineMessages('text', {
  noSpecialToken: {
    code: 'checkpoint',
    message: 'The tokenizer\'s vocabulary lacks its special token "{token}".',
    hint: 'Take tokenizer/vocab.json and tokenizer/tokenizer_config.json from the same checkpoint.',
  },
  badLength: {
    code: 'checkpoint',
    message: 'The tokenizer\'s "model_max_length" is {length}.',
    hint: 'It should be the number of positions of the text encoder, 77 for Stable Diffusion.',
  },
})
