// One line of `npm run recipe -- --lines`: a self-contained edit as JSON.
import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { PalimpsestError } from '../../../src/shared/errors'
import { guideVersion, type GuideMetas } from '../../../src/shared/guideMeta'
import { misfitOf } from '../../../src/shared/misfit'
import { withPromptAddOns } from '../../../src/shared/promptAddOns'
import { parseRecipe, type Recipe } from '../../../src/shared/recipe'
import { isRecord } from '../../../src/shared/isRecord'

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'has to be a SHA-256 in hexadecimal'))
const address = v.pipe(v.string(), v.minLength(1))
/** A file and its hash, or a folder and the hashes of files in it. */
const place = v.union([
  address,
  v.strictObject({ address, sha256: v.optional(v.union([sha256, v.record(v.string(), sha256)])) }),
])
const places = v.optional(v.record(v.string(), place), {})

// Ids become file names, on every system.
const id = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/,
    'has to be of letters, digits, dots, hyphens and underscores, at most 200, and begin with a letter or digit',
  ),
  v.check(
    (id) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(id),
    'is the name of a device on Windows, where no file can have it',
  ),
)

const schema = v.strictObject({
  id,
  recipe: v.record(v.string(), v.unknown()),
  checkpoint: v.optional(place),
  pictures: places,
  networks: places,
  addOns: places,
  guides: v.optional(v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))), {}),
})

/** Where something lies, and what it has to be. */
export interface Place {
  readonly address: string
  /** Of the file itself, or of files in the folder by path. */
  readonly sha256?: string | Readonly<Record<string, string>>
}

export interface JobLine {
  readonly id: string
  readonly recipe: Recipe
  /** Left out: the recipe's own checkpoint, which has to come with the program. */
  readonly checkpoint?: Place
  /** By their names in the recipe. */
  readonly pictures: ReadonlyMap<string, Place>
  /** By their ids in the recipe. */
  readonly networks: ReadonlyMap<string, Place>
  readonly addOns: ReadonlyMap<string, Place>
  /** SHA-256 of what the line says, however it is laid out: the same job is not done twice. */
  readonly hash: string
}

/** What a line is known by although it may be no job. */
interface LineName {
  readonly id?: string
  readonly hash: string
  readonly json: object
}

/**
 * Reads as much of a line as tells it from others.
 * @throws PalimpsestError('recipe') when it is not a JSON object
 */
export function nameLine(text: string): LineName {
  const json = objectOf(text)
  const named = 'id' in json && v.is(id, json.id) ? { id: json.id } : {}
  return { json, ...named, hash: createHash('sha256').update(canonical(json)).digest('hex') }
}

/**
 * Reads a line that `nameLine` has parsed.
 * @throws PalimpsestError('recipe') with one sentence that names what is wrong
 */
export function parseLine({ json, hash }: LineName, metas: GuideMetas): JobLine {
  const read = v.safeParse(schema, json)
  if (!read.success) {
    const [issue] = read.issues
    const path = v.getDotPath(issue)?.slice(0, 200)
    throw refusal(
      `The line${path ? `'s "${path}"` : ''} ${misfitOf(issue).english}.`,
      'Correct that part of the line.',
    )
  }
  const { id, checkpoint, pictures, networks, addOns, guides } = read.output
  const recipe = withPromptAddOns(parseRecipe(read.output.recipe, metas))
  refuseOtherVersions(guides, metas)
  return {
    id,
    recipe,
    ...(checkpoint !== undefined && { checkpoint: placeOf(checkpoint) }),
    pictures: placesOf(pictures),
    networks: placesOf(networks),
    addOns: placesOf(addOns),
    hash,
  }
}

function refuseOtherVersions(guides: Readonly<Record<string, number>>, metas: GuideMetas): void {
  for (const [id, version] of Object.entries(guides)) {
    const meta = metas.get(id)
    if (meta === undefined)
      throw refusal(`The line names a guide "${id}" that this program does not have.`, '')
    if (guideVersion(meta) !== version)
      throw refusal(
        `The line was written for version ${version} of the guide "${id}", and this program has version ${guideVersion(meta)}.`,
        'Run it with the program that it was written for, or take the version out to accept other pixels.',
      )
  }
}

function objectOf(text: string): object {
  const json = parsed(text)
  if (isRecord(json)) return json
  if (/[\0\uFFFD]/.test(text))
    throw refusal('The line is not text in UTF-8.', 'Save the lines as UTF-8; PowerShell may write UTF-16.')
  throw refusal('The line is not a JSON object.', 'Write each job on one line, as JSON.')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON with the keys of every object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  )
}

const placeOf = (given: v.InferOutput<typeof place>): Place =>
  typeof given === 'string'
    ? { address: given }
    : { address: given.address, ...(given.sha256 !== undefined && { sha256: given.sha256 }) }

const placesOf = (given: Readonly<Record<string, v.InferOutput<typeof place>>>): ReadonlyMap<string, Place> =>
  new Map(Object.entries(given).map(([name, one]) => [name, placeOf(one)]))

const refusal = (message: string, hint: string) =>
  new PalimpsestError('recipe', message, hint || 'See "Batches" in docs/scale.md.')
