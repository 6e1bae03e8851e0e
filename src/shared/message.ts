// Sentences as values: which one it is, and what fills its holes. Each language words them in a table of its own; see
// docs/adr/0010-sentences-are-values.md.
import { isRecord } from './isRecord'

/** A sentence or a part of one, as plain data: it crosses `postMessage` and is saved as it is. */
export interface Message {
  /** `area.name`, by which other languages find their wording. */
  readonly id: string
  readonly values: Values
  /** The whole of it in English, for logs, Node, and languages that lack it. */
  readonly english: string
}

/** A name or a number, which is the same in every language; or words of ours, which are not. */
export type Value = string | number | Message
export type Values = Readonly<Record<string, Value>>

/**
 * A sentence that is shown. As a plain string it is one already in the language of the page, or one that was saved before
 * sentences were values.
 */
export type Note = Message | string

/** What a log says. */
export const englishOf = (note: Note): string => (typeof note === 'string' ? note : note.english)

/** Whether what was saved is a note, with phrases inside of phrases to a depth that ours never have. */
export const isNote = (value: unknown, depth = 8): value is Note =>
  typeof value === 'string' ||
  (depth > 0 &&
    isRecord(value) &&
    typeof value['id'] === 'string' &&
    typeof value['english'] === 'string' &&
    isRecord(value['values']) &&
    Object.values(value['values']).every(
      (filling) => typeof filling === 'number' || isNote(filling, depth - 1),
    ))

/** What an error says in a language; anything else that is said is one string. */
export type Wording = string | { readonly message: string; readonly hint: string }

const hole = /\{(\w+)(?:, phrase)?\}/g

/** A template with the values in its holes, each as text; a hole without a value stays as it is. */
export const filled = (template: string, values: Values, textOf: (value: Value) => string): string =>
  template.replace(hole, (whole, name: string) =>
    Object.hasOwn(values, name) ? textOf(values[name] as Value) : whole,
  )

/** The names in the holes of a template, each with what it takes: `{name}` or `{name, phrase}`. */
type HolesOf<Template extends string> = Template extends `${string}{${infer Hole}}${infer Rest}`
  ? Hole | HolesOf<Rest>
  : never
type NameOf<Hole> = Hole extends `${infer Name}, phrase` ? Name : Hole

/** What a template has to be given: words of ours for a phrase, and a name or a number for any other hole. */
export type ValuesOf<Template extends string> = {
  readonly [Hole in HolesOf<Template> as NameOf<Hole> & string]: Hole extends `${string}, phrase`
    ? Message
    : string | number
}

/** The names in its holes, for comparing two languages. */
export type NamesIn<Template extends string> = NameOf<HolesOf<Template>>
