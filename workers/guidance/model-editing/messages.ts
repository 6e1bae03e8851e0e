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
  sentenceWithoutPlace: {
    code: 'recipe',
    message: 'The sentence "{sentence}" has no "…" where the words of an edit would go.',
    hint: 'Write it as “a … at night”.',
  },
  tooManySentences: {
    code: 'recipe',
    message:
      'The sentences of model editing are {count} sentences with all their choices; {limit} are the most.',
    hint: 'Leave out some of the choices.',
  },
  notSaid: 'The prompt has the words of none of the edits, which leave it as it is.',
  sentencesOfOnesOwn: 'edits in sentences of one’s own (leave “Sentences” empty)',
  heldPadding: 'edits that leave padding in place (switch “Padding in place” off)',
  scopedEdits: 'edits only where they are said (switch “Only where it is said” off)',
  changesNothing: 'The edit from "{from}" to "{to}" changes nothing.',
})
