// What a use of a guide still has to be given: fields without which the guide refuses to run. The panel says it before Run, the
// engine before it begins.
import type { Field, Fields, GuideValues, ListField } from './guideFields'
import { parsePrompt } from './prompt/parsePrompt'

export interface EmptyField {
  readonly id: string
  readonly field: Field
  /** Where it is one of a list's: the list, and the 0-based number of the item. */
  readonly within?: { readonly id: string; readonly list: ListField; readonly item: number }
}

/** The required fields that are empty, in the order of the panel. */
export function emptyFields(fields: Fields, values: GuideValues): EmptyField[] {
  return Object.entries(fields).flatMap(([id, field]): EmptyField[] => {
    const value = values[id]
    if (field.kind !== 'list')
      return isRequired(field, values) && (isEmpty(value) || saysNothing(field, value)) ? [{ id, field }] : []
    return (value as readonly GuideValues[]).flatMap((each, item) =>
      emptyFields(field.item, each).map((empty) => ({ ...empty, within: { id, list: field, item } })),
    )
  })
}

/** A network that has no stand-in is needed by the guide that asks for one. */
const isRequired = (field: Field, values: GuideValues): boolean =>
  (field.kind === 'network' && field.otherwise === undefined) ||
  ('required' in field && field.required === true) ||
  ('requiredUnless' in field && field.requiredUnless !== undefined && isEmpty(values[field.requiredUnless]))

const isEmpty = (value: GuideValues[string] | undefined): boolean =>
  Array.isArray(value) ? value.length === 0 : typeof value === 'string' ? value.trim() === '' : !value

/** A prompt of brackets and weights alone has no token. */
const saysNothing = ({ kind }: Field, value: GuideValues[string] | undefined): boolean =>
  kind === 'prompt' &&
  typeof value === 'string' &&
  parsePrompt(value, { syntax: 'both', steps: 1 }).parts.every(({ fragments }) =>
    fragments.every(({ text }) => /^[\s\p{Cc}\p{Cf}]*$/u.test(text)),
  )
