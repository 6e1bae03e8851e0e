import * as v from 'valibot'
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { readSavedRecipe } from '../../shared/savedRecipe'
import { guideMetas } from '../../../workers/guidance/list'
import type { BitmapId } from '../../state/bitmapTable'
import type { EditOrigin, QueuedEdit } from '../../state/jobs'
import { basisSchema, namedBasis } from '../project/documentJson'

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
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

/**
 * The edits that waited. One that cannot be run any more, since its recipe is of another version or a picture is missing, is left
 * out: nothing was made of it yet, and the document opens all the same.
 */
export function parseQueue(
  saved: unknown,
  bitmaps: ReadonlyMap<BitmapId, TiledBitmap>,
): readonly QueuedEdit[] {
  if (!Array.isArray(saved)) return []
  return saved.flatMap((each: unknown): QueuedEdit[] => {
    const result = v.safeParse(queued, each)
    if (!result.success) return []
    const { id, recipe: written, origin } = result.output
    const pictures = result.output.pictures as Record<string, BitmapId>
    const { recipe } = readSavedRecipe(written, guideMetas)
    const there = Object.values(pictures).every((picture) => bitmaps.get(picture)?.channels === 4)
    return recipe && there ? [{ id, recipe, pictures, ...(origin && { origin: originOf(origin) }) }] : []
  })
}

const originOf = ({ basis, replaces, lot }: v.InferOutput<typeof origin>): EditOrigin => ({
  ...(basis && { basis: namedBasis(basis) }),
  ...(replaces !== undefined && { replaces }),
  ...(lot !== undefined && { lot }),
})
