// The English sentences of one area, from which its errors, notes and the phrases inside of them are made.
import type { ErrorCode, ErrorReport } from './errorReport'
import { filled, type Message, type Values, type ValuesOf } from './message'

/** An error's sentence names what is wrong; its hint says what to do. */
interface ErrorText {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}
export type EnglishText = string | ErrorText

type TemplatesOf<Text extends EnglishText> = Text extends ErrorText
  ? `${Text['message']}${Text['hint']}`
  : Text
type MadeOf<Text extends EnglishText> = Text extends string ? Message : ErrorReport
type Given<V> = keyof V extends never ? [] : [values: V]

/** Makes one sentence from the values of its holes. */
export interface Sentence<Text extends EnglishText> {
  (...values: Given<ValuesOf<TemplatesOf<Text> & string>>): MadeOf<Text>
  readonly id: string
  readonly text: Text
}

/**
 * A table of sentences: a string is a note, or a phrase that fills a `{hole, phrase}` of another; an object is an error. Holes
 * `{name}` take names and numbers.
 * @param area the beginning of each id, which saved work keeps: it never changes
 */
export const defineMessages = <const Texts extends Readonly<Record<string, EnglishText>>>(
  area: string,
  texts: Texts,
): { readonly [Name in keyof Texts]: Sentence<Texts[Name]> } =>
  Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const id = `${area}.${name}`
      return [name, Object.assign((values: Values = {}) => made(id, text, values), { id, text })]
    }),
  ) as never

function made(id: string, text: EnglishText, values: Values): Message | ErrorReport {
  const english = (template: string) =>
    filled(template, values, (value) => (typeof value === 'object' ? value.english : String(value)))
  if (typeof text === 'string') return { id, values, english: english(text) }
  return { code: text.code, message: english(text.message), hint: english(text.hint), id, values }
}
