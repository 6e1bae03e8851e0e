// Which words of a prompt name other things than one of them does: what a selection of that one has to be told from.
import type { PictureWord } from '../../shared/prompt/promptSyntax'

const determiners = ['a', 'an', 'the', 'this', 'that', 'some', 'two', 'three', 'his', 'her', 'its', 'their']
const joiners = ['and', 'with', 'or', 'plus', 'beside', 'next', 'between', 'holding', 'wearing', 'to']
const placing = ['in', 'on', 'at', 'under', 'over', 'behind', 'before', 'near', 'of', 'by', 'from', 'into']
const stops = new Set([...determiners, ...joiners, ...placing])

/** A picture's prompts and their words. */
export interface SaidOfPicture {
  readonly prompts: readonly string[]
  readonly words: readonly PictureWord[]
}

/** Words that belong together, such as "red ball". */
interface Phrase {
  /** Their places among all. */
  readonly words: readonly number[]
  /** It says where things are. */
  readonly isPlace: boolean
  /** The thing of the phrase before wears it, and is seen with it. */
  readonly isWorn: boolean
}

/**
 * The nouns of other phrases of the same prompt, an English one: the last word of each, unless the phrase says where something is ("in a meadow"),
 * whose attention lies on the things that stand there. For other languages there are none as a rule.
 */
export function otherThings({ prompts, words }: SaidOfPicture, chosen: number): readonly number[] {
  const of = words[chosen]?.of ?? 0
  const own = words.map((word, at) => ({ ...word, at })).filter((word) => word.of === of)
  const phrases = phrasesOf(own, prompts[of] ?? '')
  const isChosen = (phrase: Phrase | undefined) => phrase?.words.includes(chosen) ?? false
  return phrases
    .filter(
      (phrase, at) => !phrase.isPlace && !isChosen(phrase) && !(phrase.isWorn && isChosen(phrases[at - 1])),
    )
    .map(({ words }) => words.at(-1)!)
}

interface PlacedWord extends PictureWord {
  /** Among the words of all prompts. */
  readonly at: number
}

function phrasesOf(words: readonly PlacedWord[], prompt: string): readonly Phrase[] {
  const phrases: Phrase[] = []
  let phrase: number[] = []
  let [isPlace, isWorn] = [false, false]
  const end = () => {
    if (phrase.length > 0) {
      phrases.push({ words: phrase, isPlace, isWorn })
      isWorn = false
    }
    phrase = []
  }
  words.forEach(({ text, start, at: place }, at) => {
    const word = text.toLowerCase()
    const between = prompt.slice(words[at - 1]?.end ?? 0, start)
    const parted = /[,.;]/.test(between)
    if (parted || stops.has(word)) end()
    if (parted || joiners.includes(word)) isPlace = false
    if (placing.includes(word)) isPlace = true
    if (parted) isWorn = false
    if (word === 'wearing') isWorn = true
    if (!stops.has(word)) phrase.push(place)
  })
  end()
  return phrases
}
