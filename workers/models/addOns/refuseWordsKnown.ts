import { PalimpsestError } from '../../../src/shared/errors'
import type { Checkpoint } from '../checkpoint'
import type { LearnedVectors } from './addOn'
import { messages } from './messages'

/** Whether texts have the word anyway. */
export function isWordKnown(word: string, { vocab, addedTokens = {} }: Checkpoint['tokenizer']): boolean {
  const lower = word.toLowerCase()
  return (
    Object.hasOwn(vocab, lower) || Object.hasOwn(vocab, `${lower}</w>`) || Object.hasOwn(addedTokens, word)
  )
}

/** The words that an add-on teaches. */
export interface Learned {
  readonly id: string
  readonly words: readonly LearnedVectors[]
}

/**
 * A learned word must be none that texts have anyway: it would change every text, and the word itself could not be said any more.
 * @throws PalimpsestError('recipe') that names the word.
 */
export function refuseWordsKnown(embeddings: readonly Learned[], { tokenizer, label }: Checkpoint): void {
  const learned = new Map<string, string>()
  for (const { id, words } of embeddings)
    for (const { word } of words) {
      const lower = word.toLowerCase()
      if (isWordKnown(word, tokenizer))
        throw new PalimpsestError(messages.wordKnown({ word, addOn: id, checkpoint: label }))
      const other = learned.get(lower)
      if (other !== undefined)
        throw new PalimpsestError(messages.wordTwice({ first: other, second: id, word }))
      learned.set(lower, id)
    }
}
