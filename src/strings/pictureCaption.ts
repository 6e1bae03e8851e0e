import { translation, type Language } from './translation'

/** What an English text of the bundled pictures and of Toyland means in a language; checkpoints read the English one. */
export const pictureCaption = (language: Language, caption: string): string =>
  translation(language)?.captions[caption] ?? caption
