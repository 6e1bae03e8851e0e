// Words and phrases in a text, as a person would count them.

/** A learned word in brackets, or a run of letters and digits. */
const oneWord = /<[^<>\s]+>|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

/** Every word of a text, and where it begins in UTF-16 code units. */
export const wordsIn = (text: string): readonly { readonly word: string; readonly start: number }[] =>
  [...text.matchAll(oneWord)].map(({ 0: word, index }) => ({ word, start: index }))

/** Where a text says a word or a phrase: whole, in capitals or not. */
export function occurrences(text: string, phrase: string): readonly number[] {
  const escaped = phrase.trim().replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
  if (escaped === '') return []
  const whole = new RegExp(String.raw`(?<![\p{L}\p{N}])${escaped}(?![\p{L}\p{N}])`, 'giu')
  return [...text.matchAll(whole)].map(({ index }) => index)
}

export const isSameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

const articles: ReadonlySet<string> = new Set(['a', 'an', 'the'])

/** Whether a text says a word of what a phrase names: "an orange cat" is named where there is a cat. */
export const namesAnyOf = (text: string, phrase: string): boolean =>
  wordsIn(phrase).some(({ word }) => !articles.has(word.toLowerCase()) && occurrences(text, word).length > 0)
