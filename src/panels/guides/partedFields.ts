import type { Field, Fields } from '../../shared/guideFields'

/** Fields in two parts: those that are in sight, and those behind "More". */
export function partedFields(fields: Fields, worded: (id: string, field: Field) => Field) {
  const all = Object.entries(fields).map(([id, field]) => [id, worded(id, field)] as const)
  return {
    plain: all.filter(([, { expert }]) => !expert),
    expert: all.filter(([, { expert }]) => expert),
  }
}
