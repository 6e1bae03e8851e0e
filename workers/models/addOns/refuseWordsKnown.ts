import { PalimpsestError } from '../../../src/shared/errors'
import type { Checkpoint } from '../checkpoint'
import type { Embedding } from './addOn'

/** Whether texts have the word anyway. */
export function isWordKnown(word: string, { vocab, addedTokens = {} }: Checkpoint['tokenizer']): boolean {
  const lower = word.toLowerCase()
  return (
    Object.hasOwn(vocab, lower) || Object.hasOwn(vocab, `${lower}</w>`) || Object.hasOwn(addedTokens, word)
  )
}

/**
 * A learned word must be none that texts have anyway: it would change every text, and the word itself could not be said any more.
 * @throws PalimpsestError('recipe') that names the word.
 */
export function refuseWordsKnown(
  embeddings: readonly { readonly id: string; readonly addOn: Embedding }[],
  { tokenizer, label }: Checkpoint,
): void {
  const learned = new Map<string, string>()
  for (const { id, addOn } of embeddings)
    for (const { word } of addOn.words) {
      const lower = word.toLowerCase()
      if (isWordKnown(word, tokenizer))
        throw new PalimpsestError(
          'recipe',
          `The word "${word}" of the embedding "${id}" is one that the tokenizer of "${label}" knows already.`,
          'Rename the embedding’s word: for a file that holds only vectors, rename the file.',
        )
      const other = learned.get(lower)
      if (other !== undefined)
        throw new PalimpsestError(
          'recipe',
          `The embeddings "${other}" and "${id}" both teach the word "${word}".`,
          'Switch one of them off.',
        )
      learned.set(lower, id)
    }
}
