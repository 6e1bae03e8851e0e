import * as v from 'valibot'
import { guideMetas } from '../../../workers/guidance/list'
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import type { ErrorReport } from '../../shared/errorReport'
import { readSavedRecipe } from '../../shared/savedRecipe'
import type { BitmapId } from '../../state/bitmapTable'
import { seriesBitmaps, type Batch, type Grid, type SavedSeries } from '../../state/series'

// A field that the state gets and these forget does not compile.
type EntriesOf<State> = Record<keyof State, v.GenericSchema>

const name = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const text = v.pipe(v.string(), v.maxLength(10_000))
const texts = v.pipe(v.array(text), v.maxLength(100_000))
const whole = v.pipe(v.number(), v.integer(), v.minValue(0))
const report = v.custom<ErrorReport>(
  (value) =>
    typeof value === 'object' && value !== null && 'code' in value && 'message' in value && 'hint' in value,
)

const every = {
  id: name,
  prompt: text,
  total: whole,
  done: whole,
  failures: v.array(v.strictObject({ at: whole, error: report })),
  pictures: v.record(v.string(), name),
}
/** Handles of files and folders come back as they were, or not at all. */
const handle = (kind: FileSystemHandleKind) =>
  v.custom<FileSystemHandle>(
    (value) => typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind,
  )
const batch = v.strictObject({
  ...every,
  kind: v.literal('batch'),
  recipe: v.unknown(),
  seedLocked: v.boolean(),
  trained: v.strictObject({ width: whole, height: whole }),
  names: texts,
  resultNames: texts,
  folder: v.optional(handle('directory')),
  results: v.union([v.literal('download'), handle('directory'), handle('file')]),
} satisfies EntriesOf<Batch>)
const grid = v.strictObject({
  ...every,
  kind: v.literal('grid'),
  across: text,
  down: v.optional(text),
  columns: texts,
  rows: texts,
  recipes: v.array(v.unknown()),
  made: v.array(v.nullable(name)),
} satisfies EntriesOf<Grid>)
const schema = v.variant('kind', [batch, grid])

/**
 * The series of edits that was under way.
 * @returns nothing where there was none; 'unusable' where its recipes are of another version, or something of it is missing
 */
export function parseSeries(
  saved: unknown,
  bitmaps: ReadonlyMap<BitmapId, TiledBitmap>,
): SavedSeries | 'unusable' | undefined {
  if (saved === undefined) return undefined
  const result = v.safeParse(schema, saved)
  if (!result.success) return 'unusable'
  // Its recipes are read and its bitmaps looked up below.
  const series = result.output as unknown as SavedSeries
  const recipes = series.kind === 'batch' ? [series.recipe] : series.recipes
  const counts =
    series.kind === 'batch'
      ? [series.names.length, series.resultNames.length]
      : [series.recipes.length, series.made.length, series.columns.length * series.rows.length]
  const complete = counts.every((count) => count === series.total) && series.done <= series.total
  const there = seriesBitmaps(series).every((id) => bitmaps.get(id)?.channels === 4)
  const readable = recipes.every((recipe) => readSavedRecipe(recipe, guideMetas).recipe !== undefined)
  return complete && there && readable ? series : 'unusable'
}
