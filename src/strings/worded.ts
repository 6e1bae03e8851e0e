// Sentences that are values (src/shared/message.ts) in the language of the page.
import type { ErrorReport } from '../shared/errors'
import { filled, type Message, type Note, type Values } from '../shared/message'
import { translation, type Language } from './translation'

/** A note, a reason or an error's sentence, in English where the language lacks it. */
export function worded(language: Language, note: Note): string {
  if (typeof note === 'string') return note
  const wording = wordingOf(language, note.id)
  if (wording === undefined) return note.english
  return fill(language, typeof wording === 'string' ? wording : wording.message, note.values)
}

/** What is wrong, and what to do about it. */
export function wordedError(
  language: Language,
  { id, values = {}, message, hint }: Omit<ErrorReport, 'code'>,
): { readonly message: string; readonly hint: string } {
  const wording = id === undefined ? undefined : wordingOf(language, id)
  if (typeof wording !== 'object') return { message, hint }
  return {
    message: fill(language, wording.message, values),
    hint: fill(language, wording.hint, values),
  }
}

/** Both in one line. */
export function errorLine(language: Language, report: Omit<ErrorReport, 'code'>): string {
  const { message, hint } = wordedError(language, report)
  return `${message} ${hint}`
}

const fill = (language: Language, template: string, values: Values): string =>
  filled(template, values, (value) => (typeof value === 'object' ? worded(language, value) : String(value)))

/** Ids come from saved work too. */
function wordingOf(language: Language, id: Message['id']) {
  const table = translation(language)?.messages
  return table && Object.hasOwn(table, id) ? table[id] : undefined
}
