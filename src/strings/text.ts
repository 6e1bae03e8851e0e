// Every sentence of the page, by key, in each language. English is the table that the others must match.
import { english } from './english'
import { translation, type Language } from './translation'

export type TextKey = keyof typeof english
export type TextValues = Readonly<Record<string, string | number>>

/** The sentence in a language, with `{name}` replaced by the value of that name. */
export function text(language: Language, key: TextKey, values: TextValues = {}): string {
  const table = translation(language)?.page ?? english
  // A step of a history that another version saved has a name that is no key here: it is shown as it is.
  return ((table[key] as string | undefined) ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}
