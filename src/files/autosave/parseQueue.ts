import * as v from 'valibot'
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { readSavedRecipe } from '../../shared/savedRecipe'
import { guideMetas } from '../../../workers/guidance/list'
import type { BitmapId } from '../../state/bitmapTable'
import type { EditOrigin, QueuedEdit } from '../../state/jobs'
import { basisSchema, namedBasis, nameSchema as name } from '../project/documentReaders'

// A field that the state gets and these forget does not compile.
type EntriesOf<State> = Record<keyof State, v.GenericSchema>

const origin = v.strictObject({
  basis: basisSchema,
  replaces: v.optional(name),
  lot: v.optional(name),
} satisfies EntriesOf<EditOrigin>)
const queued = v.strictObject({
  id: name,
  recipe: v.unknown(),
  pictures: v.record(v.string(), name),
  origin: v.optional(origin),
} satisfies EntriesOf<QueuedEdit>)

interface ReadQueue {
  readonly edits: readonly QueuedEdit[]
  /** Those that this version cannot run, as they were saved. */
  readonly unusable: readonly unknown[]
}

/** The edits that waited. One may be of another version, or lack a picture. */
export function parseQueue(saved: unknown, bitmaps: ReadonlyMap<BitmapId, TiledBitmap>): ReadQueue {
  const all: readonly unknown[] = Array.isArray(saved) ? saved : []
  const read = all.map((each) => ({ each, edit: parseEdit(each, bitmaps) }))
  return {
    edits: read.flatMap(({ edit }) => edit ?? []),
    unusable: read.filter(({ edit }) => !edit).map(({ each }) => each),
  }
}

function parseEdit(saved: unknown, bitmaps: ReadonlyMap<BitmapId, TiledBitmap>): QueuedEdit | undefined {
  const result = v.safeParse(queued, saved)
  if (!result.success) return undefined
  const { id, recipe: written, origin } = result.output
  const pictures = result.output.pictures as Record<string, BitmapId>
  const { recipe } = readSavedRecipe(written, guideMetas)
  const there = Object.values(pictures).every((picture) => bitmaps.get(picture)?.channels === 4)
  return recipe && there ? { id, recipe, pictures, ...(origin && { origin: originOf(origin) }) } : undefined
}

const originOf = ({ basis, replaces, lot }: v.InferOutput<typeof origin>): EditOrigin => ({
  ...(basis && { basis: namedBasis(basis) }),
  ...(replaces !== undefined && { replaces }),
  ...(lot !== undefined && { lot }),
})
