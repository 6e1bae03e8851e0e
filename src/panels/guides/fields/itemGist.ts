import type { GuideValues, ListField } from '../../../shared/guideFields'
import { partedFields } from '../partedFields'

export interface ItemGist {
  /** The label of what is chosen in its first choice. */
  readonly choice?: string
  /** Its texts; '' where none is filled in. */
  readonly text: string
}

/** What an item of a list says of itself while it is folded; what is behind "More" is left out. */
export function gistOf({ item: fields }: ListField, values: GuideValues): ItemGist {
  const { plain } = partedFields(fields, (_, field) => field)
  const texts = plain
    .filter(([, { kind }]) => kind === 'prompt' || kind === 'text')
    .map(([id]) => String(values[id] ?? '').trim())
    .filter((text) => text !== '')
  const chosen = plain.flatMap(([id, field]) => {
    if (field.kind !== 'choice') return []
    const option = String(values[id] ?? field.default)
    return [field.optionLabels?.[option] ?? option]
  })[0]
  return { text: texts.join(' → '), ...(chosen !== undefined && { choice: chosen }) }
}
