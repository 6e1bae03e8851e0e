// Sentences in which an edit is made as well: "a (|big) … (at night|in the snow)" is four of them.
import { PalimpsestError } from '../../../src/shared/errors'
import { messages } from './messages'

/** Each takes a moment to read, and its rows make the matrix slower to solve for. */
const mostSentences = 200

/** Where the words of an edit go. */
const place = /(\ban?\s+)?(?:…|\.{3})/i

/**
 * Every sentence that a text stands for: those between semicolons, once for each choice of the alternatives in parentheses.
 * @throws PalimpsestError('recipe') for a sentence without a place for the edit, and for too many
 */
export function sentencesOf(text: string): readonly string[] {
  const written = text.split(';').filter((sentence) => sentence.trim() !== '')
  const all = written.flatMap(alternatives).map((sentence) => sentence.replace(/\s+/g, ' ').trim())
  if (all.length > mostSentences)
    throw new PalimpsestError(messages.tooManySentences({ count: all.length, limit: mostSentences }))
  const without = all.find((sentence) => !place.test(sentence))
  if (without !== undefined) throw new PalimpsestError(messages.sentenceWithoutPlace({ sentence: without }))
  return all
}

function alternatives(sentence: string): readonly string[] {
  const group = /\(([^()]*)\)/.exec(sentence)
  if (!group) return [sentence]
  const [whole, inside = ''] = group
  const [before, after] = [sentence.slice(0, group.index), sentence.slice(group.index + whole.length)]
  const rest = alternatives(after)
  return inside.split('|').flatMap((one) => rest.map((end) => before + one + end))
}

/** A sentence with the words of an edit in their place. Its own article holds, as "a" or "an". */
export function filled(sentence: string, words: string): string {
  const noun = words.trim().replace(/^(?:an?|the)\s+/i, '')
  return sentence.replace(place, (_, article?: string) =>
    article === undefined ? noun : `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`,
  )
}

/** Whether a text has every word of another, its articles aside. */
export function says(text: string, words: string): boolean {
  const inText = new Set(wordsIn(text))
  return wordsIn(words).every((word) => ['a', 'an', 'the'].includes(word) || inText.has(word))
}

const wordsIn = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
