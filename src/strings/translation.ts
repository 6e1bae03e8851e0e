// What a language other than English has to say. Each is a file of its own, read when it is chosen.
import { guides } from '../../workers/guidance/list'
import { excludesId, type GuideTexts } from '../shared/guideTexts'
import { messages } from '../shared/messages'
import { readPart } from '../shared/readPart'
import type { Wording } from '../shared/message'
import type { english } from './english'
import type { lateEnglish } from './lateEnglish'

export interface Translation {
  readonly page: Readonly<Record<keyof typeof english | keyof typeof lateEnglish, string>>
  /** Each sentence that is a value, by its id. */
  readonly messages: Readonly<Record<string, Wording>>
  /** By the guide's id. */
  readonly guides: Readonly<Record<string, GuideTexts>>
  /** What the bundled pictures show, what is suggested for them, and Toyland's words, by the English texts. */
  readonly captions: Readonly<Record<string, string>>
}

export type Language = 'en' | 'ko'

export const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'ko', name: '한국어' },
]

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  ko: async () => {
    const [{ korean }, texts] = await Promise.all([
      import('./korean/korean'),
      Promise.all(guides.map(async ({ meta, korean }) => [meta.id, await korean()] as const)),
    ])
    return {
      ...korean,
      messages: Object.assign({}, korean.messages, ...texts.map(([id, guide]) => saidBy(id, guide))),
      guides: Object.fromEntries(texts),
    }
  },
}

/** A guide's own sentences, and why it does not go with others. */
const saidBy = (id: string, { messages, excludes = {} }: GuideTexts): Record<string, Wording> => ({
  ...messages,
  ...Object.fromEntries(Object.entries(excludes).map(([other, why]) => [excludesId(id, other), why])),
})

const loaded = new Map<Language, Translation>()

/** A language's texts, once they have been loaded; English has none of its own here. */
export const translation = (language: Language): Translation | undefined => loaded.get(language)

/** Reads what `text` and the others need for a language. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'en' || loaded.has(language)) return
  loaded.set(language, await readPart(loaders[language], messages.languageNotRead()))
}

/** The language of a browser that prefers `tags`, best first. */
export const preferredLanguage = (tags: readonly string[]): Language =>
  tags.find((tag) => /^(en|ko)\b/.test(tag))?.startsWith('ko') ? 'ko' : 'en'
