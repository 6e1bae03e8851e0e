import type { Field, ItemField } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import type { FieldTexts } from '../shared/guideTexts'
import { translation, type Language } from './translation'

/** A guide's name, summary and paper, and each field's texts, in a language. */
export function guideText(language: Language, meta: GuideMeta) {
  const texts = translation(language)?.guides[meta.id]
  return {
    label: texts?.label ?? meta.label,
    summary: texts?.summary ?? meta.summary,
    paper: texts?.paper ?? meta.paper,
    /** Its one slider for strength and range. */
    simply: meta.simply && { ...meta.simply, ...texts?.simply },
    field: (id: string, field: Field): Field => worded(field, texts?.fields[id]),
  }
}

function worded(field: Field, texts: FieldTexts | undefined): Field {
  if (!texts) return field
  const { item, optionLabels, itemLabel, placeholder, ...common } = texts
  switch (field.kind) {
    case 'list':
      return {
        ...field,
        ...common,
        ...(itemLabel !== undefined && { itemLabel }),
        item: Object.fromEntries(
          Object.entries(field.item).map(([id, one]) => [id, worded(one, item?.[id]) as ItemField]),
        ),
      }
    case 'choice':
      return { ...field, ...common, ...(optionLabels && { optionLabels }) }
    case 'prompt':
      return { ...field, ...common, ...(placeholder !== undefined && { placeholder }) }
    default:
      return { ...field, ...common }
  }
}
