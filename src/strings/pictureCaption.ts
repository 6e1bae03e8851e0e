import { translation, type Language } from './translation'

/** A bundled picture's caption in a language. Its suggestion stays English, which is what the checkpoints read. */
export const pictureCaption = (language: Language, caption: string): string =>
  translation(language)?.captions[caption] ?? caption
