// Values of guides that the person gave a name: the way from one concept to another, concepts with their strengths.
import type { RememberedValues } from '../shared/guideMeta'
import type { GuideCard, SettingsState } from '../state/settings'

export type Named = SettingsState['remembered'][number]

/** More would make a list that nobody reads. */
const mostKept = 100

/** With the card's values under a name, in place of what had it. */
export function remembering(
  all: readonly Named[],
  { id, values }: Pick<GuideCard, 'id' | 'values'>,
  { fields }: Pick<RememberedValues, 'fields'>,
  name: string,
): readonly Named[] {
  const kept = Object.fromEntries(Object.entries(values).filter(([field]) => fields.includes(field)))
  const others = all.filter((one) => one.guide !== id || one.name !== name)
  return [{ guide: id, name, values: kept }, ...others].slice(0, mostKept)
}

export const forgetting = (all: readonly Named[], { guide, name }: Named): readonly Named[] =>
  all.filter((one) => one.guide !== guide || one.name !== name)
