// The words of a prompt: where each stands in the text as it was typed, and where in the embedding, which weights, long texts
// and prompts over the steps move.
import { wordsIn } from '../../src/shared/prompt/saidWords'
import type { PromptWord, SourceRange } from '../../src/shared/prompt/promptSyntax'
import { textsOverSteps, type SaidText } from '../../src/shared/prompt/textsOverSteps'
import type { TextTools } from './environment'

/** What of the text tools tells where words stand. */
export type WordReader = Pick<TextTools, 'maxLength' | 'tokenize' | 'syntax'>

/** A part of a prompt that is read as one text, from a position on that counts words' tokens of all chunks. */
export interface PlacedText {
  readonly text: string
  readonly firstToken: number
  /** Of the fragment, its syntax included, in the text as it was typed. */
  readonly source: SourceRange
}

/** What is said until a part of the steps is over, `until` as a fraction. */
export interface PlacedPart {
  readonly until: number
  readonly texts: readonly PlacedText[]
}

/** @param steps of the run: `[a:b:5]` changes after the fifth */
export function placedTexts(prompt: string, reader: WordReader, steps: number): readonly PlacedPart[] {
  return textsOverSteps(prompt, { syntax: reader.syntax, steps }).map(({ until, texts }) => ({
    until,
    texts: placed(texts, reader),
  }))
}

function placed(texts: readonly SaidText[], reader: WordReader): readonly PlacedText[] {
  const room = reader.maxLength - 2
  let taken = 0
  return texts.map(({ text, start, end, breakBefore }) => {
    // What is left of the chunk stays empty.
    if (breakBefore) taken = Math.ceil(taken / room) * room
    const firstToken = taken
    taken += tokensIn(text, reader)
    return { text, firstToken, source: { start, end } }
  })
}

/** Positions in the embedding of words that begin `start` code units into a placed text. */
export function positionsAt(
  { text, firstToken }: PlacedText,
  start: number,
  words: string,
  reader: WordReader,
): readonly number[] {
  const room = reader.maxLength - 2
  const first = firstToken + tokensIn(text.slice(0, start), reader)
  return Array.from({ length: tokensIn(words, reader) }, (_, token) => {
    const place = first + token
    return Math.floor(place / room) * reader.maxLength + 1 + (place % room)
  })
}

const tokensIn = (text: string, reader: WordReader): number => reader.tokenize(text).words.length

export interface PromptWords {
  readonly words: readonly PromptWord[]
  /** For each part of the steps, every word's positions in the embedding; none where it is not said then. */
  readonly parts: readonly { readonly until: number; readonly positions: readonly (readonly number[])[] }[]
}

/** Every word of a prompt, in the order in which it was typed. */
export function promptWords(prompt: string, reader: WordReader, steps: number): PromptWords {
  const parts = placedTexts(prompt, reader, steps).map(({ until, texts }) => ({
    until,
    found: texts.flatMap((placed) => wordsOf(placed, prompt, reader)),
  }))
  const byStart = new Map(parts.flatMap(({ found }) => found.map(({ word }) => [word.start, word])))
  const words = [...byStart.values()].toSorted((a, b) => a.start - b.start)
  return {
    words,
    parts: parts.map(({ until, found }) => ({
      until,
      positions: words.map(({ start }) => found.find(({ word }) => word.start === start)?.positions ?? []),
    })),
  }
}

function wordsOf(placed: PlacedText, prompt: string, reader: WordReader) {
  const { text, source } = placed
  // Brackets and escapes stand between the words of a fragment as it was typed, so each is looked for behind the last.
  let from = source.start
  return wordsIn(text).map(({ word: said, start: index }) => {
    const start = prompt.indexOf(said, from)
    from = start + said.length
    const word: PromptWord = { text: said, start, end: from }
    return { word, positions: positionsAt(placed, index, said, reader) }
  })
}
