// Where the words of a prompt stand in its embedding, which weights, long texts and prompts over the steps move.
import { PalimpsestError } from '../../src/shared/errors'
import { parsePrompt } from '../../src/shared/prompt/parsePrompt'
import { promptOverSteps } from '../../src/shared/prompt/promptOverSteps'
import type { ParsedPrompt } from '../../src/shared/prompt/promptSyntax'
import type { TextTools } from './environment'

/** For a part of the steps, `until` as a fraction: positions of each word's tokens; none where it is not said then. */
export interface WordsInPart {
  readonly until: number
  readonly words: readonly (readonly number[])[]
}

type Tokenizer = Pick<TextTools, 'maxLength' | 'tokenize'>

/**
 * The positions of words or phrases, which a prompt may say with weights. A word that is asked for twice is its first and its
 * second occurrence.
 * @param steps of the run: `[a:b:5]` changes after the fifth
 * @throws PalimpsestError('recipe') for a word that the prompt does not have
 */
export function wordPositions(
  prompt: string,
  words: readonly string[],
  text: Tokenizer,
  steps: number,
): readonly WordsInPart[] {
  const parsed = parsePrompt(prompt, { syntax: 'both', steps })
  const parts = parsed.plain
    ? [{ until: 1, fragments: [{ text: prompt }] }]
    : promptOverSteps(parsed, steps).map(({ until, prompt }) => ({ until, fragments: fragmentsOf(prompt) }))
  const found = parts.map(({ until, fragments }) => ({ until, words: positionsIn(fragments, words, text) }))
  const missing = words.find((_, at) => found.every(({ words }) => words[at]!.length === 0))
  if (missing !== undefined)
    throw new PalimpsestError(
      'recipe',
      `The word "${missing}" is not in the prompt.`,
      'Choose the words again, or write it into the prompt.',
    )
  return found
}

interface Fragment {
  readonly text: string
  readonly breakBefore?: boolean
}

/** Prompts that are joined begin a chunk each; of those that are blended into one another, the first counts. */
const fragmentsOf = ({ join, parts }: ParsedPrompt): readonly Fragment[] =>
  (join === 'blend' ? parts.slice(0, 1) : parts).flatMap(({ fragments }, part) =>
    fragments.map(({ text, breakBefore = false }, at) => ({
      text,
      breakBefore: breakBefore || (part > 0 && at === 0),
    })),
  )

function positionsIn(
  fragments: readonly Fragment[],
  words: readonly string[],
  text: Tokenizer,
): readonly (readonly number[])[] {
  const room = text.maxLength - 2
  const found = words.map((): readonly number[] => [])
  let taken = 0
  for (const fragment of fragments) {
    // What is left of the chunk stays empty.
    if (fragment.breakBefore) taken = Math.ceil(taken / room) * room
    words.forEach((word, at) => {
      if (found[at]!.length > 0) return
      const before = words.slice(0, at).filter((other) => same(other, word)).length
      const start = occurrences(fragment.text, word)[before]
      if (start === undefined) return
      const first = taken + tokensIn(fragment.text.slice(0, start), text)
      found[at] = Array.from({ length: tokensIn(word, text) }, (_, token) => {
        const place = first + token
        return Math.floor(place / room) * text.maxLength + 1 + (place % room)
      })
    })
    taken += tokensIn(fragment.text, text)
  }
  return found
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Where a text has the word, whole. */
function occurrences(text: string, word: string): number[] {
  const escaped = word.trim().replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
  if (escaped === '') return []
  const whole = new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'giu')
  return [...text.matchAll(whole)].map(({ index }) => index)
}

/** A text's tokens, without begin, end and padding. */
function tokensIn(words: string, text: Tokenizer): number {
  const [, end] = text.tokenize('').ids
  const { ids, dropped } = text.tokenize(words)
  return ids.indexOf(end!, 1) - 1 + dropped.length
}
