import { PalimpsestError } from '../../src/shared/errors'
import type { Message } from '../../src/shared/message'
import { isRecord } from '../../src/shared/isRecord'
import { messages } from './messages'

/** More of one kind than any network has; keeps a senseless number from building for ever. */
export const MAX_LAYERS = 256

interface Bounds {
  readonly min?: number
  readonly max?: number
}

const isWhole = (value: unknown, { min = 1, max = Infinity }: Bounds): value is number =>
  Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max

const boundsOf = ({ min = 1, max }: Bounds): Message =>
  max === undefined ? messages.atLeast({ least: min }) : messages.fromTo({ least: min, most: max })

/** What diffusers and transformers write into every config.json; none of it changes the computation. */
const METADATA = [
  '_diffusers_version',
  '_name_or_path',
  '_commit_hash',
  '_use_default_values',
  'transformers_version',
  // Which kernel transformers chose on the writer's machine.
  '_attn_implementation',
  '_attn_implementation_autoset',
  '_attn_implementation_internal',
]

/** Values under which an unknown option is switched off, whatever it stands for. */
function isOff(value: unknown): boolean {
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0
  return value === null || value === false || isEmpty
}

/** What a configuration is one of, for what a message advises. */
export type ConfigSubject = 'checkpoint' | 'control network'

/**
 * One config.json, read option by option. An option that nobody asked for when `done` is called is unknown, and may only be
 * null, false or empty.
 */
export class ConfigReader {
  private readonly options: Readonly<Record<string, unknown>>
  private readonly known = new Set(METADATA)

  /**
   * @param file for messages, such as `fileOf`.
   * @throws PalimpsestError('checkpoint') when `json` is not an object.
   */
  constructor(
    readonly file: Message,
    json: unknown,
    private readonly subject: ConfigSubject = 'checkpoint',
  ) {
    if (!isRecord(json)) throw this.error(messages.notAnObject())
    this.options = json
  }

  /** A value that this program does not support, or that is not one. */
  unsupported(option: string, wanted: Message): PalimpsestError {
    const value = String(JSON.stringify(this.options[option])).slice(0, 200)
    return this.error(messages.sets({ option, value, wanted }))
  }

  error(what: Message): PalimpsestError {
    const { file } = this
    return new PalimpsestError(
      this.subject === 'checkpoint'
        ? messages.configRefused({ file, what })
        : messages.networkConfigRefused({ file, what }),
    )
  }

  /** A whole number, of at least 1 unless said otherwise. @throws PalimpsestError('checkpoint'), as every reader here. */
  integer(key: string, fallback?: number, bounds: Bounds = {}): number {
    const value = this.take(key, fallback)
    if (isWhole(value, bounds)) return value
    throw this.unsupported(key, messages.whole({ bounds: boundsOf(bounds) }))
  }

  /** A whole number, or undefined where it is null or left out. */
  optionalInteger(key: string): number | undefined {
    return this.isSet(key) ? this.integer(key) : void this.known.add(key)
  }

  positive(key: string, fallback?: number): number {
    const value = this.take(key, fallback)
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value
    throw this.unsupported(key, messages.aboveZero())
  }

  boolean(key: string, fallback: boolean): boolean {
    const value = this.take(key, fallback)
    if (typeof value === 'boolean') return value
    throw this.unsupported(key, messages.trueOrFalse())
  }

  /** True, false, or null and left out, which are false. */
  optionalBoolean(key: string): boolean {
    return this.isSet(key) ? this.boolean(key, false) : (this.known.add(key), false)
  }

  /** Whether the option is there and not null. */
  isSet(key: string): boolean {
    return (this.options[key] ?? null) !== null
  }

  /** A list of whole numbers, of the given length if there is one. */
  integers(
    key: string,
    fallback?: readonly number[],
    { length, ...bounds }: Bounds & { readonly length?: number } = {},
  ): readonly number[] {
    const value = this.take(key, fallback)
    const fits = Array.isArray(value) && value.length > 0 && value.every((item) => isWhole(item, bounds))
    if (fits && (length === undefined || value.length === length)) return value as number[]
    const listed = { bounds: boundsOf(bounds) }
    throw this.unsupported(
      key,
      length === undefined ? messages.wholes(listed) : messages.wholesOfLength({ ...listed, length }),
    )
  }

  /** A whole number or a list of them, as a list; empty where it is null or left out. */
  optionalIntegers(key: string): readonly number[] {
    const single = this.options[key] ?? null
    if (Array.isArray(single)) return this.integers(key)
    return single === null ? (this.known.add(key), []) : [this.integer(key)]
  }

  /** A whole number for all of `count` blocks, or a list of one for each. */
  perBlock(key: string, count: number, fallback?: number, bounds: Bounds = {}): readonly number[] {
    if (Array.isArray(this.options[key])) return this.integers(key, undefined, { length: count, ...bounds })
    return Array<number>(count).fill(this.integer(key, fallback, bounds))
  }

  /** One of some words. */
  word<Word extends string>(key: string, words: readonly Word[], fallback?: Word): Word {
    const value = this.take(key, fallback)
    const word = words.find((word) => word === value)
    if (word !== undefined) return word
    throw this.unsupported(key, supported(words))
  }

  /** A list of some words, of the given length if there is one. */
  words<Word extends string>(
    key: string,
    words: readonly Word[],
    fallback?: readonly Word[],
    { length }: { readonly length?: number } = {},
  ): readonly Word[] {
    const value = this.take(key, fallback)
    const fits = Array.isArray(value) && value.every((item) => words.includes(item as Word))
    if (fits && (length === undefined ? value.length > 0 : value.length === length)) return value as Word[]
    throw this.unsupported(key, supported(words, length))
  }

  /** An option that only some values leave the computation as it is built here; each value of a list is held to them. */
  only(key: string, ...values: readonly (string | number | boolean | null)[]): void {
    const given = this.take(key, values[0])
    const all: readonly unknown[] = Array.isArray(given) ? given : [given]
    if (!all.every((value) => (values as readonly unknown[]).includes(value)))
      throw this.unsupported(key, supported(values))
  }

  /** The configuration of a part that is written within this one. */
  within(key: string): ConfigReader {
    return new ConfigReader(
      messages.within({ option: key, file: this.file }),
      this.take(key, undefined),
      this.subject,
    )
  }

  /** Whether an option has this very value. */
  says(key: string, value: string): boolean {
    return this.options[key] === value
  }

  /** Whether an option stands there as null. */
  isNull(key: string): boolean {
    return Object.hasOwn(this.options, key) && this.options[key] === null
  }

  /** Options that change nothing that is computed here, whatever their value. */
  harmless(...keys: readonly string[]): void {
    for (const key of keys) this.known.add(key)
  }

  /** What stands there, whatever it is; undefined where nothing does. */
  value(key: string): unknown {
    return this.take(key, undefined)
  }

  /** Options that nobody asked for and that are not switched off. */
  unknown(): readonly string[] {
    return Object.entries(this.options).flatMap(([key, value]) =>
      this.known.has(key) || isOff(value) ? [] : [key],
    )
  }

  /** @throws PalimpsestError('checkpoint') that names the first unknown option that is not switched off. */
  done(): void {
    const [key] = this.unknown()
    if (key === undefined) return
    const isQuantised = key === 'quantization_config'
    throw this.unsupported(key, isQuantised ? messages.quantisedConfig() : messages.unknownOption())
  }

  private take(key: string, fallback: unknown): unknown {
    this.known.add(key)
    return Object.hasOwn(this.options, key) ? this.options[key] : fallback
  }
}

/** @param count how many of them a list has to have */
function supported(values: readonly unknown[], count?: number): Message {
  const named = values.map((value) => JSON.stringify(value)).join(', ')
  if (values.length === 1)
    return count === undefined
      ? messages.supportedIs({ value: named })
      : messages.supportedIsListed({ value: named, count })
  return count === undefined
    ? messages.supportedAre({ values: named })
    : messages.supportedAreListed({ values: named, count })
}
