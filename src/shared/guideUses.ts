// The guides that a recipe names: each known, with values that it takes, and with a key of its own.
import { PalimpsestError } from './errors'
import type { GuideMeta, GuideMetas } from './guideMeta'
import { parseValues } from './guideValues'
import { messages } from './messages'
import type { GuideUse } from './recipe'

/** A use as it stands in a recipe, its form checked and its content not. */
export interface WrittenUse {
  readonly id: string
  readonly key?: string | undefined
  readonly values: Readonly<Record<string, unknown>>
  readonly range: readonly [number, number]
  readonly mask?: string | undefined
}

/**
 * Checks the uses; one without a key gets its guide's id, or with a number where that is taken.
 * @throws PalimpsestError('recipe') naming the guide.
 */
export function parseUses(written: readonly WrittenUse[], metas: GuideMetas): GuideUse[] {
  const keys = written.flatMap(({ key }) => key ?? [])
  const uses = written.map((use) => {
    const parsed = parseUse(use, metas)
    const key = use.key ?? freeKey(use.id, keys)
    if (use.key === undefined) keys.push(key)
    return { ...parsed, key }
  })
  const twice = keys.find((key, at) => keys.indexOf(key) !== at)
  if (twice !== undefined) throw new PalimpsestError(messages.keyTwice({ key: twice }))
  return uses
}

/** `id` where no other use has that key, else with the first number that is free. */
export function freeKey(id: string, taken: readonly string[]): string {
  if (!taken.includes(id)) return id
  for (let number = 2; ; number++) if (!taken.includes(`${id}-${number}`)) return `${id}-${number}`
}

function parseUse({ id, values, range, mask }: WrittenUse, metas: GuideMetas): Omit<GuideUse, 'key'> {
  const meta = knownMeta(id, metas)
  if (range[0] >= range[1])
    throw new PalimpsestError(messages.noRange({ guide: id, first: range[0], last: range[1] }))
  return { id, values: parseValues(meta, values), range, ...(mask !== undefined && { mask }) }
}

function knownMeta(id: string, metas: GuideMetas): GuideMeta {
  const meta = metas.get(id)
  if (meta) return meta
  throw new PalimpsestError(messages.unknownGuide({ guide: id }))
}
