import type { Field, GuideMeta } from '../shared/guideFields'
import { translation, type Language } from './translation'

/** A guide's name and summary, and each field's label and help, in a language. */
export function guideText(language: Language, meta: GuideMeta) {
  const texts = translation(language)?.guides[meta.id]
  return {
    label: texts?.label ?? meta.label,
    summary: texts?.summary ?? meta.summary,
    field: (id: string, field: Field): Field => ({ ...field, ...texts?.fields[id] }),
  }
}
