// Fields of saved work that this version cannot use, since another version saved them. A name that it does not know stays where it is.
// A value that is no longer, or not yet, one of a field's is set aside, and what it can use stands in its place. Both are saved again as
// they were.

import { isRecord } from './isRecord'

/** What was saved under a name, and what stands in its place; items of a list that are none here; or fields of what was saved there. */
type SetAside =
  | { readonly saved: unknown; readonly instead: unknown }
  | { readonly besides: readonly unknown[] }
  | { readonly within: Unused }

/** By the names of the fields. */
export type Unused = Readonly<Record<string, SetAside>>

/** Where an object holds it: a symbol goes along where objects are spread, and no saved name is like it. */
export const unused = Symbol('unused')

export interface MayHoldUnused {
  readonly [unused]?: Unused
}

interface Read<Value> {
  readonly value: Value
  readonly aside?: SetAside
}

/** How a field is read. */
interface Reader<Value> {
  /** @param instead what stands in the place of a value that cannot be used */
  (saved: unknown, instead: Value): Read<Value>
  /** Of a field that has fields. */
  readonly within?: Readers<object>
}

/** A reader of each field. */
export type Readers<T> = { readonly [Name in keyof T & string]-?: Reader<Exclude<T[Name], undefined>> }

/** A value that fits or does not. */
export const fits =
  <Value>(does: (value: unknown) => boolean): Reader<Value> =>
  (saved, instead) =>
    does(saved) ? { value: saved as Value } : { value: instead, aside: { saved, instead } }

export const oneOf = <Value>(...values: readonly Value[]): Reader<Value> =>
  fits((value) => values.includes(value as Value))

export const isNumber = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most

export const aNumber = (least: number, most: number): Reader<number> =>
  fits((value) => isNumber(value, least, most))

export const aText: Reader<string> = fits((value) => typeof value === 'string')
export const aBoolean: Reader<boolean> = fits((value) => typeof value === 'boolean')
export const anything: Reader<unknown> = fits(() => true)

/** Fields of fields. */
export const fieldsOf = <T extends object>(readers: Readers<T>): Reader<T> =>
  Object.assign(
    (saved: unknown, instead: T): Read<T> =>
      isRecord(saved)
        ? { value: usableFields(saved, instead, readers) }
        : { value: instead, aside: { saved, instead } },
    { within: readers as Readers<object> },
  )

/** A list. @param read an item, or nothing where it is none */
export const listOf =
  <Item>(read: (saved: unknown) => Item | undefined): Reader<readonly Item[]> =>
  (saved, instead) => {
    if (!Array.isArray(saved)) return { value: instead, aside: { saved, instead } }
    const items = saved.map((each: unknown) => ({ each, item: read(each) }))
    const besides = items.filter(({ item }) => item === undefined).map(({ each }) => each)
    return {
      value: items.flatMap(({ item }) => (item === undefined ? [] : [item])),
      ...(besides.length > 0 && { aside: { besides } }),
    }
  }

type ReadersByName = Readonly<Record<string, Reader<unknown>>>

/** The saved fields where they can be used, and `instead` in the place of those that cannot or are not there. */
export function usableFields<T extends object>(saved: unknown, instead: T, readers: Readers<T>): T {
  if (!isRecord(saved)) return instead
  // What was cloned may hold the names of what is not there.
  const given = Object.fromEntries(Object.entries(saved).filter(([, value]) => value !== undefined))
  const { [unused]: earlier = {}, ...usual } = instead as T & MayHoldUnused
  const asides: Record<string, SetAside> = Object.fromEntries(
    Object.entries(earlier).filter(([name]) => !Object.hasOwn(given, name)),
  )
  const used: Record<string, unknown> = { ...usual, ...given }
  for (const [name, reader] of Object.entries(readers as unknown as ReadersByName)) {
    if (!Object.hasOwn(given, name)) continue
    const { value, aside } = reader(given[name], (usual as Record<string, unknown>)[name])
    if (value === undefined) delete used[name]
    else used[name] = value
    if (aside) asides[name] = aside
  }
  return { ...used, ...heldUnused(asides) } as T
}

/** Whether two values are the same as plain data. */
export const isSameJson = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What an object holds of it; nothing where all is used. */
export const heldUnused = (asides: Unused): MayHoldUnused =>
  Object.keys(asides).length > 0 ? { [unused]: asides } : {}

/** The fields with what was set aside back in its place, but for what a person changed since. */
export function withUnused<T extends object>(fields: T & MayHoldUnused): T {
  const { [unused]: asides, ...rest } = fields
  if (!asides) return fields
  const used: Record<string, unknown> = { ...rest }
  for (const [name, aside] of Object.entries(asides))
    if ('besides' in aside) used[name] = [...((used[name] ?? []) as unknown[]), ...aside.besides]
    else if ('within' in aside)
      used[name] = withUnused({ ...(used[name] as object | undefined), [unused]: aside.within })
    else if (isSameJson(used[name], aside.instead)) used[name] = aside.saved
  return used as T
}

/** What there is to save of plain data, at any depth. */
export const jsonWithUnused = (value: unknown, space?: number): string =>
  JSON.stringify(value, (_, each: unknown) => (isRecord(each) ? withUnused(each) : each), space)

/** A name that this version cannot use, with what was saved under it. */
export type UnusedField = readonly [name: string, saved: unknown]

/** The fields that this version does not know or cannot use; of a field of a field: "size.depth". */
export function unusedIn<T extends object>(fields: T, readers: Readers<T>): UnusedField[] {
  const { [unused]: asides = {} } = fields as T & MayHoldUnused
  const now = fields as Readonly<Record<string, unknown>>
  const known = readers as unknown as ReadersByName
  const unknown = Object.entries(now).flatMap(([name, value]): UnusedField[] => {
    if (!Object.hasOwn(known, name)) return value === undefined ? [] : [[name, value]]
    const { within } = known[name]!
    if (!within || !isRecord(value)) return []
    return unusedIn<object>(value, within).map(([inner, saved]) => [`${name}.${inner}`, saved])
  })
  return [...unknown, ...asidesOf(now, asides)]
}

/** The fields as if no other version had saved anything. */
export function withoutUnused<T extends object>(fields: T, readers: Readers<T>): T {
  const known = readers as unknown as ReadersByName
  const entries = Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (!Object.hasOwn(known, name)) return []
    const { within } = known[name]!
    return [[name, within && isRecord(value) ? withoutUnused<object>(value, within) : value]]
  })
  return Object.fromEntries(entries) as T
}

/** Letters of a value that are shown; what was saved could be a book. */
const longest = 40

/** Names and their values, where these say anything, for people. */
export const unusedText = (fields: readonly UnusedField[]): string =>
  fields
    .map(([name, saved]) => {
      if (saved === undefined) return name
      const text = JSON.stringify(saved) ?? String(saved)
      return `${name}: ${text.length > longest ? `${text.slice(0, longest)}…` : text}`
    })
    .join(', ')

const asidesOf = (now: Readonly<Record<string, unknown>>, asides: Unused): UnusedField[] =>
  Object.entries(asides).flatMap(([name, aside]): UnusedField[] => {
    if ('besides' in aside) return aside.besides.map((each) => [name, each])
    if ('within' in aside)
      return asidesOf((now[name] ?? {}) as Readonly<Record<string, unknown>>, aside.within)
    return isSameJson(now[name], aside.instead) ? partsLeftOut(name, aside.saved, aside.instead) : []
  })

/** What of a saved value does not stand in its place: of a list's items, counted from 1, and of fields of fields, only those. */
function partsLeftOut(name: string, saved: unknown, instead: unknown): UnusedField[] {
  if (Array.isArray(saved) && Array.isArray(instead) && saved.length === instead.length)
    return saved.flatMap((each, at) => partsLeftOut(`${name}.${at + 1}`, each, instead[at]))
  if (isRecord(saved) && isRecord(instead))
    return Object.entries(saved).flatMap(([inner, each]) =>
      partsLeftOut(`${name}.${inner}`, each, instead[inner]),
    )
  return isSameJson(saved, instead) ? [] : [[name, saved]]
}
