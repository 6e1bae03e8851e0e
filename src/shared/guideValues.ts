// The values of a guide's fields: their defaults, their check, and the form in which a guide receives them.
import { isCurve, strengthOf, type Curve } from './curve'
import { PalimpsestError } from './errors'
import type { Field, Fields, FieldValue, GuideValues, ValuesOf } from './guideFields'
import type { GuideMeta } from './guideMeta'

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
 * Checks a recipe's values against a guide's fields and fills in what is missing with the defaults.
 * @throws PalimpsestError('recipe') naming the guide, the field and its range.
 */
export function parseValues(meta: GuideMeta, given: Readonly<Record<string, unknown>>): GuideValues {
  return parseFields(meta.fields, given, meta.id, '')
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
    throw new PalimpsestError(
      'recipe',
      `The guide "${guide}" has no setting "${setting}".`,
      `Its settings are: ${Object.keys(fields).join(', ') || 'none'}.`,
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
    throw new PalimpsestError('recipe', `"${path}" of the guide "${guide}" ${problem}.`, expectationOf(field))
  if (field.kind !== 'list') return value as FieldValue
  return (value as readonly Readonly<Record<string, unknown>>[]).map((item, at) =>
    parseFields(field.item, item, guide, `${path}.${at}.`),
  )
}

/** More than a sentence needs of a value that could be a book. */
const longest = 200
/** As long as the recipe's own prompt may be. */
const longestText = 10_000

function problemWith(field: Field, value: unknown): string | undefined {
  const json = JSON.stringify(value) ?? String(value)
  const shown = json.length > longest ? `${json.slice(0, longest)} ...` : json
  switch (field.kind) {
    case 'number':
      return problemWithNumber(field, value, shown)
    case 'strength':
      return isCurve(value) ? problemWithCurve(field, value) : problemWithNumber(field, value, shown)
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `is ${shown}, not true or false`
    case 'text':
    case 'prompt':
    case 'picture':
    case 'mask':
    case 'network':
      if (typeof value !== 'string') return `is ${shown}, not a text`
      return value.length > longestText ? `is longer than ${longestText} characters` : undefined
    case 'words':
      return Array.isArray(value) && value.every((word) => typeof word === 'string' && word.trim() !== '')
        ? undefined
        : `is ${shown}, not a list of words`
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? undefined
        : `is ${shown}, not one of its options`
    case 'list':
      if (!Array.isArray(value) || !value.every(isObject)) return `is ${shown}, not a list of settings`
      if (value.length < field.min) return `has ${value.length} entries, fewer than ${field.min}`
      return value.length > field.max ? `has ${value.length} entries, more than ${field.max}` : undefined
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface Bounds {
  readonly min: number
  readonly max: number
}

function problemWithNumber({ min, max }: Bounds, value: unknown, shown: string): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return `is ${shown}, not a number`
  return value < min || value > max ? `is ${shown}, out of range` : undefined
}

function problemWithCurve({ min, max }: Bounds, curve: Curve): string | undefined {
  const parts = curve.map(([at]) => at)
  if (parts.some((at, index) => at < 0 || at > 1 || at < (parts[index - 1] ?? 0)))
    return 'is a curve whose first numbers do not rise from 0 to 1'
  const outside = curve.find(([, value]) => value < min || value > max)
  return outside && `is a curve with the value ${outside[1]}, out of range`
}

function expectationOf(field: Field): string {
  switch (field.kind) {
    case 'number':
      return `Give a number from ${field.min} to ${field.max}.`
    case 'strength':
      return `Give a number from ${field.min} to ${field.max}, or points over the steps such as [[0, ${field.max}], [1, ${field.min}]].`
    case 'boolean':
      return 'Give true or false.'
    case 'text':
    case 'prompt':
      return 'Give a text in quotes.'
    case 'words':
      return 'Give words of the prompt, such as ["cat", "dog"].'
    case 'choice':
      return `Give one of: ${field.options.join(', ')}.`
    case 'picture':
    case 'mask':
      return 'Give the name of a picture in quotes.'
    case 'network':
      return 'Give the id of a network in quotes.'
    case 'list':
      return `Give a list of ${field.min} to ${field.max} entries, each with: ${Object.keys(field.item).join(', ')}.`
  }
}
