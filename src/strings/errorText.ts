// The sentences of errors in the language of the page. They are made where the error is, in English, with their values filled
// in; so the English template is found again by its words, and its values are carried over. What no template fits stays English.
import { translation, type Language, type Translation } from './translation'

interface Template {
  /** The pieces of the English between its values. */
  readonly pieces: readonly string[]
  /** Which value each hole is, and whether it is quoted, and so a name: never words of ours. */
  readonly holes: readonly { readonly number: number; readonly quoted: boolean }[]
  readonly translated: string
  /** Its own letters. Where they are few, it fits only what has other words of ours in it. */
  readonly letters: number
}

const fewLetters = 5
const mostPlaces = 40

/** Templates, those with the most letters of their own first. */
const compiled = (table: Readonly<Record<string, string>>): readonly Template[] =>
  Object.entries(table)
    .map(([english, translated]) => {
      const split = english.split(/\{(\d+)\}/)
      const pieces = split.filter((_, at) => at % 2 === 0)
      const holes = split
        .filter((_, at) => at % 2 === 1)
        .map((number, at) => ({
          number: Number(number),
          quoted: (pieces[at]?.endsWith('"') && pieces[at + 1]?.startsWith('"')) ?? false,
        }))
      return { pieces, holes, translated, letters: pieces.join('').replace(/[^a-z]/gi, '').length }
    })
    .sort((a, b) => b.letters - a.letters)

/** Places that are still tried for one sentence: what comes from outside could be made to hold endless ones. */
let placesLeft = 0

let tables:
  | {
      readonly from: Translation
      readonly sentences: readonly Template[]
      readonly parts: readonly Template[]
    }
  | undefined

/** The values of a text that is made of the pieces; the first of them at least `least` long. */
function valuesIn(pieces: readonly string[], text: string, least: number): readonly string[] | undefined {
  const [first = '', ...rest] = pieces
  if (!text.startsWith(first)) return undefined
  if (rest.length === 0) return text === first ? [] : undefined
  const values: string[] = []
  let at = first.length
  for (const [index, piece] of rest.entries()) {
    const from = at + (index === 0 ? least : 1)
    const end = index === rest.length - 1 ? text.length - piece.length : text.indexOf(piece, from)
    if (end < from || !text.startsWith(piece, end)) return undefined
    values.push(text.slice(at, end))
    at = end + piece.length
  }
  return values
}

function filled(templates: readonly Template[], english: string, depth: number): string | undefined {
  for (const { pieces, holes, translated, letters } of templates) {
    const certain = holes.length === 0 || letters >= fewLetters
    if (!certain && depth > 1) continue
    let least = 1
    for (let attempt = 0; attempt < (certain ? 1 : mostPlaces) && placesLeft > 0; attempt++) {
      const values = valuesIn(pieces, english, least)
      if (!values) break
      placesLeft--
      const texts = values.map((value, at) => (holes[at]?.quoted ? value : partText(value, depth + 1)))
      if (certain || values.some((value) => filled(tables?.parts ?? [], value, 2) !== undefined))
        return translated.replace(
          /\{(\d+)\}/g,
          (_, number: string) => texts[holes.findIndex((hole) => hole.number === Number(number))] ?? '',
        )
      // Too few words to know where its first value ends: the next place may be it.
      least = (values[0]?.length ?? 0) + 1
    }
  }
  return undefined
}

/** A value that is words of ours, translated; any other is left as it is. */
function partText(value: string, depth: number): string {
  // Values hold no more than a few of each other; what comes from outside could be made to look otherwise.
  if (depth > 4 || !tables || /^"[^"]*"$/.test(value)) return value
  const separator = ['; ', ', '].find((mark) => value.includes(mark))
  const whole = filled(tables.parts, value, depth)
  if (whole !== undefined || separator === undefined) return whole ?? value
  return value
    .split(separator)
    .map((item) => partText(item, depth + 1))
    .join(separator)
}

/** More than any sentence of ours has. */
const longest = 1000

/** The sentence of an error, a note or a reason in a language; as it was given where there is no other. */
export function errorText(language: Language, english: string): string {
  const table = translation(language)
  if (!table || english.length > longest) return english
  placesLeft = 150
  if (tables?.from !== table)
    tables = { from: table, sentences: compiled(table.errors), parts: compiled(table.errorParts) }
  return filled(tables.sentences, english, 0) ?? partText(english, 0)
}
