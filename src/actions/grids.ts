// X/Y grids: an edit for each pair of values of two settings, as results and as one labelled picture.
import type { Editor } from '../engine/editor'
import { drawGrid } from '../canvas/drawGrid'
import { pixelsFromTiled, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { GridPlan } from '../engine/grid/planGrid'
import type { Note } from '../shared/message'
import type { Recipe } from '../shared/recipe'
import { wordedError } from '../strings/worded'
import type { BitmapId } from '../state/bitmapTable'
import { keepResults } from '../state/gallery'
import { summaryOf } from '../state/jobs'
import type { Grid } from '../state/series'
import { editRequests } from './editRequests'
import { runPlan } from './runPlan'
import { changeSeries, runSeries, type SeriesWork } from './series'

/** The edit that the panel describes, to be varied; nothing while it cannot be run. */
export function gridRecipe(editor: Editor): Recipe | undefined {
  const { jobs, settings } = editor
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  const { obstacle, waits } = runPlan(editor)
  if (!checkpoint || obstacle !== undefined || waits !== undefined) return undefined
  return editRequests(editor, checkpoint)(draft.seed).recipe
}

/** The names of what varies, for the labels. */
export interface GridNames {
  readonly across: string
  readonly down?: string
}

/** Runs every edit of a grid. Each goes into the gallery, and so does the grid, which is shown at the end. */
export async function startGrid(editor: Editor, plan: GridPlan, names: GridNames): Promise<void> {
  const { jobs, settings, bitmaps } = editor
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  const [first] = plan.recipes
  if (!checkpoint || !first || jobs.getState().series) return
  const { images } = editRequests(editor, checkpoint)(first.seed)
  const grid: Grid = {
    kind: 'grid',
    id: crypto.randomUUID(),
    prompt: first.prompt,
    total: plan.recipes.length,
    done: 0,
    failures: [],
    pictures: Object.fromEntries(
      Object.entries(images).map(([name, pixels]) => [name, bitmaps.add(tiledFromPixels(pixels))]),
    ),
    ...names,
    ...plan,
    made: plan.recipes.map(() => null),
  }
  jobs.setState({ series: { ...grid, stage: 'running' } })
  await runSeries(editor, gridWork(editor, grid))
}

export function gridWork(editor: Editor, grid: Grid): SeriesWork {
  const { jobs, bitmaps } = editor
  return {
    make: (at) => ({
      recipe: grid.recipes[at]!,
      images: Object.fromEntries(
        Object.entries(grid.pictures).map(([name, id]) => [name, pixelsFromTiled(bitmaps.picture(id))]),
      ),
    }),
    take(at, { pixels, recipe, seconds, notes }) {
      const { series } = jobs.getState()
      if (series?.kind !== 'grid') return
      const bitmap = bitmaps.add(tiledFromPixels(pixels))
      changeSeries(editor, { made: series.made.with(at, bitmap) })
      keep(editor, bitmap, { recipe, seconds, notes })
    },
    end() {
      const { series } = jobs.getState()
      if (series?.kind === 'grid') finish(editor, series)
    },
  }
}

interface Made {
  readonly recipe: Recipe
  readonly seconds: number
  readonly notes: readonly Note[]
}

function keep({ gallery, bitmaps, history }: Editor, bitmap: BitmapId, made: Made): string {
  const id = crypto.randomUUID()
  keepResults(gallery, bitmaps, [{ id, bitmap, ...made, madeAt: Date.now() }])
  history.sweep()
  return id
}

/** The grid as one picture, and what of it stayed empty. */
function finish(editor: Editor, { failures, made, across, down, columns, rows, recipes }: Grid): void {
  const { settings, bitmaps, view, t } = editor
  const [failed] = failures
  if (failed)
    editor.inform(
      t('grid.failed', { count: failures.length }),
      wordedError(settings.getState().language, failed.error).message,
      { stays: true },
    )
  const pictures = made.map((id) => (id === null ? undefined : pixelsFromTiled(bitmaps.picture(id))))
  if (pictures.every((picture) => picture === undefined)) return
  const grid = drawGrid(pictures, { across, ...(down !== undefined && { down }), columns, rows })
  const note = t('grid.note', { what: down === undefined ? across : `${across} × ${down}` })
  const bitmap = bitmaps.add(tiledFromPixels(grid))
  const id = keep(editor, bitmap, { recipe: recipes[0]!, seconds: 0, notes: [note] })
  view.setState({ side: 'gallery', viewedResult: id })
  editor.inform(note, t('grid.saveIt'))
}
