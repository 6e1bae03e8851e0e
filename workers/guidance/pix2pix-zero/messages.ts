import { defineMessages } from '../../../src/shared/defineMessages'

export const messages = defineMessages('pix2pix-zero', {
  nothingRead: {
    code: 'recipe',
    message: 'The checkpoint reads no word in "{text}".',
    hint: 'Name the thing in words.',
  },
  sameConcepts: {
    code: 'recipe',
    message: 'What the thing is and what it shall become mean the same to this checkpoint.',
    hint: 'Say what it shall become in other words.',
  },
  conceptUnsaid: 'The prompt does not name "{concept}". It should say what the picture shows as it is now.',
  sentencesCut:
    'Sentences that are longer than the checkpoint reads ({tokens} tokens) count up to there; so many are: {count}.',
})
