// The words of the prompt that a guide's card has chosen. Of equal words the first, the first two and so on can be chosen: a value is a
// list in which "cat" stands as often as it is meant.
import { isSameWord, occurrences, wordsIn } from '../shared/prompt/saidWords'
import { textsOverSteps } from '../shared/prompt/textsOverSteps'
import type { Draft } from '../state/settings'
import { promptSyntaxOf } from './promptReading'

/** One that can be chosen, or that is chosen; of equal ones `nth` counts from 1. */
export interface CountedWord {
  readonly word: string
  readonly nth: number
}

type Prompted = Pick<Draft, 'text' | 'mode' | 'guides' | 'steps'>

/** The words that the prompt says, weights and brackets aside, and the phrases that are chosen of it. */
export function wordsToChoose(draft: Prompted, chosen: readonly string[]): readonly CountedWord[] {
  const said = saidWords(draft)
  const phrases = counted(chosen).filter(
    (one) => isSaid(draft, one) && !said.some(({ word }) => isSameWord(word, one.word)),
  )
  return [...said, ...phrases].map(({ word, nth }) => ({ word, nth }))
}

/** Those chosen that the prompt does not say, or not so often. */
export const goneWords = (draft: Prompted, chosen: readonly string[]): readonly CountedWord[] =>
  counted(chosen).filter((one) => !isSaid(draft, one))

export const isChosen = (chosen: readonly string[], { word, nth }: CountedWord): boolean =>
  chosen.filter((other) => isSameWord(other, word)).length >= nth

/** The list with a word chosen that was not, along with the equal ones before it; or without it and those behind it. */
export function toggled(chosen: readonly string[], { word, nth }: CountedWord): readonly string[] {
  const equal = chosen.filter((other) => isSameWord(other, word)).length
  if (equal < nth) return [...chosen, ...Array<string>(nth - equal).fill(word)]
  let kept = 0
  return chosen.filter((other) => !isSameWord(other, word) || ++kept < nth)
}

/** What tells equal words apart. */
export const nameOf = ({ word, nth }: CountedWord): string => (nth === 1 ? word : `${word} (${nth})`)

const counted = (words: readonly string[]): readonly CountedWord[] =>
  words.map((word, at) => ({
    word,
    nth: words.slice(0, at + 1).filter((other) => isSameWord(other, word)).length,
  }))

/** As the engine counts: within one part of the steps. */
const isSaid = (draft: Prompted, { word, nth }: CountedWord): boolean =>
  saidParts(draft).some(
    ({ texts }) => texts.reduce((times, { text }) => times + occurrences(text, word).length, 0) >= nth,
  )

/** The words of all parts of the steps, in the order in which they were typed; of equal ones as many as one part has. */
function saidWords(draft: Prompted): readonly CountedWord[] {
  const byName = new Map<string, CountedWord & { readonly place: number }>()
  for (const { texts } of saidParts(draft)) {
    // Brackets may stand before a word of its fragment: good enough to tell which of two came first.
    const placed = texts.flatMap(({ text, start }) =>
      wordsIn(text).map((found) => ({ word: found.word, place: start + found.start })),
    )
    counted(placed.map(({ word }) => word)).forEach((one, at) => {
      const name = nameOf(one).toLowerCase()
      if (!byName.has(name)) byName.set(name, { ...one, place: placed[at]!.place })
    })
  }
  return [...byName.values()].toSorted((a, b) => a.place - b.place)
}

const saidParts = (draft: Prompted) =>
  textsOverSteps(draft.text[draft.mode], { syntax: promptSyntaxOf(draft), steps: draft.steps })
