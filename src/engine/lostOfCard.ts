// What a change takes out of a guide's card, where that was made by hand: an item of a list, a point of a curve, a whole curve.
import type { FieldValue, GuideValues, ListField } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import type { GuideCard } from '../state/settings'

export interface LostOfCard {
  readonly field: string
  /** The place in the field's list; absent where all of a curve went. */
  readonly at?: number
  /** From 1, of an item that people know by its number. */
  readonly number?: number
  readonly with: FieldValue
  readonly without: FieldValue
}

const isList = (value: FieldValue | undefined): value is readonly never[] => Array.isArray(value)

/** The first place in which a list differs from one that is shorter by one. */
function placeOf(longer: readonly unknown[], shorter: readonly unknown[]): number {
  const at = shorter.findIndex((one, index) => one !== longer[index])
  return at < 0 ? shorter.length : at
}

/** Whether an item names nothing: no prompt, no mask, no words. Its numbers are set again in a moment. */
const saysNothing = (item: GuideValues, fields: ListField['item']): boolean =>
  Object.entries(item).every(([id, value]) => {
    if (isList(value)) return value.length === 0
    return typeof value !== 'string' || value.trim() === '' || value === fields[id]?.default
  })

/** Undefined where nothing was lost. */
export function lostOfCard(before: GuideCard, after: GuideCard, meta: GuideMeta): LostOfCard | undefined {
  for (const [field, { kind, ...rest }] of Object.entries(meta.fields)) {
    if (kind !== 'list' && kind !== 'strength') continue
    const [had, has] = [before.values[field], after.values[field]]
    if (!isList(had) || has === undefined || had === has) continue
    if (!isList(has)) return { field, with: had, without: has }
    if (has.length !== had.length - 1) continue
    const at = placeOf(had, has)
    if (!('item' in rest)) return { field, at, with: had, without: has }
    if (saysNothing(had[at]!, rest.item)) return undefined
    return { field, at, number: at + 1, with: had, without: has }
  }
  return undefined
}

/** The field's value with what was lost, whatever became of the rest since. */
export function withLost(value: FieldValue | undefined, lost: LostOfCard): FieldValue {
  if (lost.at === undefined || !isList(value) || !isList(lost.with)) return lost.with
  return value.toSpliced(lost.at, 0, lost.with[lost.at]!)
}

/** The field's value without it again. */
export function withoutLost(value: FieldValue | undefined, lost: LostOfCard): FieldValue {
  if (lost.at === undefined || !isList(value)) return lost.without
  return value.toSpliced(lost.at, 1)
}
