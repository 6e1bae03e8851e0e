// X/Y grids: an edit for each pair of values of two settings, as results and as one labelled picture.
import type { Editor } from '../engine/editor'
import { drawGrid } from '../canvas/drawGrid'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { GridPlan } from '../engine/grid/planGrid'
import type { Note } from '../shared/message'
import type { Pixels } from '../shared/pixels'
import type { Recipe } from '../shared/recipe'
import { wordedError } from '../strings/worded'
import { keepResults } from '../state/gallery'
import { summaryOf } from '../state/jobs'
import { editRequests } from './editRequests'
import { runPlan } from './runPlan'
import { runSeries } from './series'

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
export async function runGrid(editor: Editor, plan: GridPlan, names: GridNames): Promise<void> {
  const { jobs, settings, bitmaps, gallery, view, history, t } = editor
  const { draft, language } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  const [first] = plan.recipes
  if (!checkpoint || !first) return
  const { images } = editRequests(editor, checkpoint)(first.seed)
  const pictures: (Pixels | undefined)[] = plan.recipes.map(() => undefined)
  const keep = (pixels: Pixels, made: { recipe: Recipe; seconds: number; notes: readonly Note[] }) => {
    const id = crypto.randomUUID()
    const bitmap = bitmaps.add(tiledFromPixels(pixels))
    keepResults(gallery, bitmaps, [{ id, bitmap, ...made, madeAt: Date.now() }])
    history.sweep()
    return id
  }
  const { failures } = await runSeries(editor, {
    kind: 'grid',
    prompt: first.prompt,
    total: plan.recipes.length,
    make: (at) => ({ recipe: plan.recipes[at]!, images }),
    take(at, { pixels, recipe, seconds, notes }) {
      pictures[at] = pixels
      keep(pixels, { recipe, seconds, notes })
    },
  })
  const [failed] = failures
  if (failed)
    editor.inform(t('grid.failed', { count: failures.length }), wordedError(language, failed.error).message)
  if (pictures.every((picture) => picture === undefined)) return
  const grid = drawGrid(pictures, { ...names, columns: plan.columns, rows: plan.rows })
  const what = names.down === undefined ? names.across : `${names.across} × ${names.down}`
  const note = t('grid.note', { what })
  const id = keep(grid, { recipe: first, seconds: 0, notes: [note] })
  view.setState({ side: 'gallery', viewedResult: id })
  editor.inform(note, t('grid.saveIt'))
}
