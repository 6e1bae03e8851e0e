// Every sentence of the page, by key, in each language. English is the table that the others must match.
import { english } from './english'
import { translation, type Language } from './translation'

export type TextKey = keyof typeof english
export type TextValues = Readonly<Record<string, string | number>>

/** The sentence in a language, with `{name}` replaced by the value of that name. */
export const text = (language: Language, key: TextKey, values?: TextValues): string =>
  filledText(language, english, key, values)

/**
 * The same for a table of English sentences of which `key` may be one.
 * @param key one that is nowhere, as the name of a history's step that another version saved, is shown as it is
 */
export function filledText(
  language: Language,
  sentences: Readonly<Record<string, string>>,
  key: string,
  values: TextValues = {},
): string {
  const table: Readonly<Record<string, string>> = translation(language)?.page ?? sentences
  return (table[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}
