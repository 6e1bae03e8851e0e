// Where the words that a person chose stand in the embedding of a prompt.
import { PalimpsestError } from '../../src/shared/errors'
import { isSameWord, occurrences } from '../../src/shared/prompt/saidWords'
import { messages } from './messages'
import { placedTexts, positionsAt, type PlacedText, type WordReader } from './promptWords'

/** For a part of the steps, `until` as a fraction: positions of each word's tokens; none where it is not said then. */
export interface WordsInPart {
  readonly until: number
  readonly words: readonly (readonly number[])[]
}

/**
 * The positions of words or phrases, which a prompt may say with weights. A word that is asked for twice is its first and its
 * second occurrence.
 * @param steps of the run: `[a:b:5]` changes after the fifth
 * @throws PalimpsestError('recipe') for a word that the prompt does not have, or not so often
 */
export function wordPositions(
  prompt: string,
  words: readonly string[],
  reader: WordReader,
  steps: number,
): readonly WordsInPart[] {
  const found = placedTexts(prompt, reader, steps).map(({ until, texts }) => ({
    until,
    words: positionsIn(texts, words, reader),
  }))
  const isFound = (_: string, at: number) => found.some(({ words }) => words[at]!.length > 0)
  const missing = words.find((word, at) => !isFound(word, at))
  if (missing !== undefined) {
    const chosen = words.filter((word) => isSameWord(word, missing)).length
    const isSaid = words.some((word, at) => isSameWord(word, missing) && isFound(word, at))
    throw new PalimpsestError(
      isSaid ? messages.wordTooOften({ word: missing, chosen }) : messages.wordNotInPrompt({ word: missing }),
    )
  }
  return found
}

function positionsIn(
  texts: readonly PlacedText[],
  words: readonly string[],
  reader: WordReader,
): readonly (readonly number[])[] {
  return words.map((word, at) => {
    const before = words.slice(0, at).filter((other) => isSameWord(other, word)).length
    const places = texts.flatMap((placed) =>
      occurrences(placed.text, word).map((start) => ({ placed, start })),
    )
    const place = places[before]
    return place ? positionsAt(place.placed, place.start, word, reader) : []
  })
}
