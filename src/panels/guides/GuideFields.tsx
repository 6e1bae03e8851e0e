import type { Field, Fields, FieldValue, GuideValues } from '../../shared/guideFields'
import { GuideField } from './GuideField'

interface GuideFieldsProps {
  /** Their ids, in the order of the panel, with their texts in the language of the page. */
  readonly fields: readonly (readonly [id: string, field: Field])[]
  readonly values: GuideValues
  /** Whose fields they are, for the names of what they make: "Mask for Regions 2". */
  readonly owner: string
  readonly onChange: (values: GuideValues) => void
}

export function GuideFields({ fields, values, owner, onChange }: GuideFieldsProps) {
  return fields.map(([id, field]) => (
    <GuideField
      key={id}
      field={field}
      value={values[id] ?? field.default}
      owner={owner}
      onChange={(value: FieldValue) => onChange({ ...values, [id]: value })}
    />
  ))
}

/** Fields in two parts: those that are in sight, and those behind "More". */
export function partedFields(fields: Fields, worded: (id: string, field: Field) => Field) {
  const all = Object.entries(fields).map(([id, field]) => [id, worded(id, field)] as const)
  return {
    plain: all.filter(([, { expert }]) => !expert),
    expert: all.filter(([, { expert }]) => expert),
  }
}
