// One description of a guide's settings gives its panel, its validation and its TypeScript type.
import { PalimpsestError } from './errors'

interface FieldBase {
  readonly label: string
  /** One sentence for the tooltip. */
  readonly help?: string
}
export interface NumberField extends FieldBase {
  readonly kind: 'number'
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
  readonly unit?: string
}
export interface BooleanField extends FieldBase {
  readonly kind: 'boolean'
  readonly default: boolean
}
export interface TextField extends FieldBase {
  readonly kind: 'text'
  readonly default: string
}
export interface ChoiceField extends FieldBase {
  readonly kind: 'choice'
  readonly options: readonly string[]
  readonly default: string
}
export type Field = NumberField | BooleanField | TextField | ChoiceField
export type Fields = Readonly<Record<string, Field>>

type ValueOf<F extends Field> = F extends NumberField
  ? number
  : F extends BooleanField
    ? boolean
    : F extends ChoiceField
      ? F['options'][number]
      : string

/** The values of a set of fields, as a guide receives them. */
export type ValuesOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }
export type GuideValues = Readonly<Record<string, number | boolean | string>>

/** What page and engine both know of a guide. */
export interface GuideMeta<F extends Fields = Fields> {
  /** kebab-case; stored in recipes. */
  readonly id: string
  readonly label: string
  /** One sentence: what it does for the person. */
  readonly summary: string
  /** "Ho & Salimans 2022, arXiv:2207.12598" */
  readonly paper: string
  readonly fields: F
  /** What the recipe must bring along. */
  readonly requires?: {
    readonly image?: boolean
    readonly mask?: boolean
    readonly unetChannels?: readonly number[]
  }
  /** Guides that cannot run in the same recipe, and why, in words. */
  readonly excludes?: Readonly<Record<string, string>>
}

/** Keeps the literal types of `fields`. */
export const defineMeta = <const F extends Fields>(meta: GuideMeta<F>): GuideMeta<F> => meta

/** The fields' defaults. */
export function defaultValues(fields: Fields): GuideValues {
  return Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, field.default]))
}

/**
 * Checks a recipe's values against a guide's fields and fills in what is missing with the defaults.
 * @throws PalimpsestError('recipe') naming the guide, the field and its range.
 */
export function parseValues<F extends Fields>(
  meta: GuideMeta<F>,
  given: Readonly<Record<string, unknown>>,
): ValuesOf<F> {
  for (const id of Object.keys(given))
    if (!Object.hasOwn(meta.fields, id))
      throw new PalimpsestError(
        'recipe',
        `The guide "${meta.id}" has no setting "${id}".`,
        `Its settings are: ${Object.keys(meta.fields).join(', ') || 'none'}.`,
      )
  const entries = Object.entries(meta.fields).map(([id, field]) => {
    const value = Object.hasOwn(given, id) ? given[id] : field.default
    const problem = problemWith(field, value)
    if (problem)
      throw new PalimpsestError(
        'recipe',
        `"${id}" of the guide "${meta.id}" ${problem}.`,
        expectationOf(field),
      )
    return [id, value]
  })
  return Object.fromEntries(entries) as ValuesOf<F>
}

function problemWith(field: Field, value: unknown): string | undefined {
  const shown = JSON.stringify(value) ?? String(value)
  switch (field.kind) {
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return `is ${shown}, not a number`
      return value < field.min || value > field.max ? `is ${shown}, out of range` : undefined
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `is ${shown}, not true or false`
    case 'text':
      return typeof value === 'string' ? undefined : `is ${shown}, not a text`
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
        ? undefined
        : `is ${shown}, not one of its options`
  }
}

function expectationOf(field: Field): string {
  switch (field.kind) {
    case 'number':
      return `Give a number from ${field.min} to ${field.max}.`
    case 'boolean':
      return 'Give true or false.'
    case 'text':
      return 'Give a text in quotes.'
    case 'choice':
      return `Give one of: ${field.options.join(', ')}.`
  }
}
