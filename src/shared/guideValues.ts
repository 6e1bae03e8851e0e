// The values of a guide's fields: their defaults, their check, and the form in which a guide receives them.
import { isCurve, strengthOf, type Curve } from './curve'
import { PalimpsestError } from './errors'
import type { Field, Fields, FieldValue, GuideValues, ValuesOf } from './guideFields'
import type { GuideMeta } from './guideMeta'
import type { Message } from './message'
import { messages } from './messages'
import { isRecord } from './isRecord'
import type { Unused } from './unusedFields'

/** The fields' defaults, items of lists filled in. */
export const defaultValues = (fields: Fields): GuideValues => keptValues(fields, {})

/**
 * What of stored values the fields still take, with `start` or the defaults in place of the rest: a setting that an older version
 * had is left out, one that is new is filled in.
 */
export function keptValues(
  fields: Fields,
  stored: Readonly<Record<string, unknown>>,
  start: GuideValues = {},
): GuideValues {
  return Object.fromEntries(
    Object.entries(fields).map(([id, field]) => {
      const given = Object.hasOwn(stored, id) ? stored[id] : undefined
      const value =
        given !== undefined && problemWith(field, given) === undefined
          ? (given as FieldValue)
          : (start[id] ?? field.default)
      if (field.kind !== 'list') return [id, value]
      return [id, (value as readonly GuideValues[]).map((item) => keptValues(field.item, item))]
    }),
  )
}

/**
 * What of stored values the fields do not take, with what stands in its place; but for settings that changed nothing in the version that
 * had them.
 * @param kept what `keptValues` made of them
 */
export function unusedValues(
  { fields, former = [] }: Pick<GuideMeta, 'fields' | 'former'>,
  stored: Readonly<Record<string, unknown>>,
  kept: GuideValues,
): Unused {
  const left = Object.entries(stored).filter(([id, value]) =>
    Object.hasOwn(fields, id) ? !isWithin(value, kept[id]) : !former.includes(id),
  )
  return Object.fromEntries(left.map(([id, saved]) => [id, { saved, instead: kept[id] }]))
}

/** Whether nothing of it was lost; what is new was filled in. */
function isWithin(stored: unknown, kept: unknown): boolean {
  if (Array.isArray(stored))
    return (
      Array.isArray(kept) &&
      kept.length === stored.length &&
      stored.every((each, at) => isWithin(each, kept[at]))
    )
  if (!isRecord(stored)) return stored === kept
  return isRecord(kept) && Object.entries(stored).every(([id, value]) => isWithin(value, kept[id]))
}

/**
 * Checks a recipe's values against a guide's fields, fills in what is missing with the defaults and leaves out what changed nothing in
 * earlier versions.
 * @throws PalimpsestError('recipe') naming the guide, the field and its range.
 */
export function parseValues(meta: GuideMeta, given: Readonly<Record<string, unknown>>): GuideValues {
  const { fields, former = [], id } = meta
  const used = Object.fromEntries(Object.entries(given).filter(([setting]) => !former.includes(setting)))
  return parseFields(fields, used, id, '')
}

/** The values as a guide receives them: numbers and curves as strengths. */
export function valuesForGuide<F extends Fields>(fields: F, values: GuideValues): ValuesOf<F> {
  const entries = Object.entries(fields).map(([id, field]) => {
    const value = values[id] as FieldValue
    if (field.kind === 'strength') return [id, strengthOf(value as number | Curve)]
    if (field.kind === 'list')
      return [id, (value as readonly GuideValues[]).map((item) => valuesForGuide(field.item, item))]
    return [id, value]
  })
  return Object.fromEntries(entries) as ValuesOf<F>
}

function parseFields(
  fields: Fields,
  given: Readonly<Record<string, unknown>>,
  guide: string,
  path: string,
): GuideValues {
  const unknown = Object.keys(given).find((id) => !Object.hasOwn(fields, id))
  if (unknown !== undefined) {
    const setting = path + unknown
    const settings = Object.keys(fields).join(', ')
    throw new PalimpsestError(
      settings === ''
        ? messages.noSettings({ guide, setting })
        : messages.unknownSetting({ guide, setting, settings }),
    )
  }
  return Object.fromEntries(
    Object.entries(fields).map(([id, field]) => {
      const value = Object.hasOwn(given, id) ? given[id] : field.default
      return [id, parseValue(field, value, guide, `${path}${id}`)]
    }),
  )
}

function parseValue(field: Field, value: unknown, guide: string, path: string): FieldValue {
  const problem = problemWith(field, value)
  if (problem)
    throw new PalimpsestError(messages.guideSetting({ path, guide, problem, expected: expectationOf(field) }))
  if (field.kind !== 'list') return value as FieldValue
  return (value as readonly Readonly<Record<string, unknown>>[]).map((item, at) =>
    parseFields(field.item, item, guide, `${path}.${at}.`),
  )
}

/** More than a sentence needs of a value that could be a book. */
const longest = 200
/** As long as the recipe's own prompt may be. */
const longestText = 10_000

function problemWith(field: Field, value: unknown): Message | undefined {
  const json = JSON.stringify(value) ?? String(value)
  const given = json.length > longest ? `${json.slice(0, longest)} ...` : json
  switch (field.kind) {
    case 'number':
      return problemWithNumber(field, value, given)
    case 'strength':
      return isCurve(value) ? problemWithCurve(field, value) : problemWithNumber(field, value, given)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : messages.notABoolean({ given })
    case 'text':
    case 'prompt':
    case 'picture':
    case 'mask':
    case 'network':
      if (typeof value !== 'string') return messages.notAText({ given })
      return value.length > longestText ? messages.tooLong({ most: longestText }) : undefined
    case 'words':
      return Array.isArray(value) && value.every((word) => typeof word === 'string' && word.trim() !== '')
        ? undefined
        : messages.notWords({ given })
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? undefined
        : messages.notAnOption({ given })
    case 'list':
      if (!Array.isArray(value) || !value.every(isRecord)) return messages.notSettings({ given })
      if (value.length < field.min) return messages.tooFew({ count: value.length, least: field.min })
      return value.length > field.max ? messages.tooMany({ count: value.length, most: field.max }) : undefined
  }
}

interface Bounds {
  readonly min: number
  readonly max: number
}

function problemWithNumber({ min, max }: Bounds, value: unknown, given: string): Message | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return messages.notANumber({ given })
  return value < min || value > max ? messages.outOfRange({ given }) : undefined
}

function problemWithCurve({ min, max }: Bounds, curve: Curve): Message | undefined {
  const parts = curve.map(([at]) => at)
  if (parts.some((at, index) => at < 0 || at > 1 || at < (parts[index - 1] ?? 0))) return messages.notRising()
  const outside = curve.find(([, value]) => value < min || value > max)
  return outside && messages.curveOutOfRange({ given: outside[1] })
}

function expectationOf(field: Field): Message {
  switch (field.kind) {
    case 'number':
      return messages.giveNumber({ min: field.min, max: field.max })
    case 'strength':
      return messages.giveStrength({ min: field.min, max: field.max })
    case 'boolean':
      return messages.giveBoolean()
    case 'text':
    case 'prompt':
      return messages.giveText()
    case 'words':
      return messages.giveWords()
    case 'choice':
      return messages.giveOption({ options: field.options.join(', ') })
    case 'picture':
    case 'mask':
      return messages.givePicture()
    case 'network':
      return messages.giveNetwork()
    case 'list':
      return messages.giveList({
        min: field.min,
        max: field.max,
        settings: Object.keys(field.item).join(', '),
      })
  }
}
