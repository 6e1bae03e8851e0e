import type { Field, GuideMeta } from '../shared/guideFields'
import { koreanGuides } from './koreanGuides'
import type { Language } from './text'

/** A guide's name and summary, and each field's label and help, in a language. */
export function guideText(language: Language, meta: GuideMeta) {
  const texts = language === 'ko' ? koreanGuides[meta.id] : undefined
  return {
    label: texts?.label ?? meta.label,
    summary: texts?.summary ?? meta.summary,
    field: (id: string, field: Field): Field => ({ ...field, ...texts?.fields[id] }),
  }
}
