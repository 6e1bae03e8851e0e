// Every sentence of the page, by key, in each language. English is the table that the others must match.
import { english } from './english'
import { korean } from './korean'

export type TextKey = keyof typeof english
export type Language = 'en' | 'ko'
export type TextValues = Readonly<Record<string, string | number>>

const tables: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en: english, ko: korean }

export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'ko', name: '한국어' },
]

/** The sentence in a language, with `{name}` replaced by the value of that name. */
export function text(language: Language, key: TextKey, values: TextValues = {}): string {
  return tables[language][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  )
}

/** The language of a browser that prefers `tags`, best first. */
export const preferredLanguage = (tags: readonly string[]): Language =>
  tags.find((tag) => /^(en|ko)\b/.test(tag))?.startsWith('ko') ? 'ko' : 'en'
