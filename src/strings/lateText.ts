// The page's sentences and those of dialogs: only what is read late itself may import it.
import { english } from './english'
import { lateEnglish } from './lateEnglish'
import { filledText, type TextKey, type TextValues } from './text'
import type { Language } from './translation'

export type LateTextKey = TextKey | keyof typeof lateEnglish

const sentences = { ...english, ...lateEnglish }

/** The sentence in a language, with `{name}` replaced by the value of that name. */
export const lateText = (language: Language, key: LateTextKey, values?: TextValues): string =>
  filledText(language, sentences, key, values)
