// The series of edits that is under way, whatever its kind: going on with it, and ending it.
import type { Editor } from '../engine/editor'
import type { Series } from '../state/series'
import { batchWork, regainBatch } from './batch'
import { gridWork } from './grids'
import { changeSeries, requireCheckpoint, runSeries, type SeriesWork } from './series'

const workOf = async (editor: Editor, series: Series): Promise<SeriesWork> =>
  series.kind === 'batch' ? batchWork(editor, series) : gridWork(editor, series)

/** Lets go on what was held back: the queue, and a series. To be called in answer to a press, in which the browser may ask. */
export async function goOn(editor: Editor): Promise<void> {
  const { jobs, engine, fail } = editor
  const { series } = jobs.getState()
  engine.queue.pause(false)
  if (series?.stage !== 'held') return
  // At once: a second press meanwhile finds it running.
  changeSeries(editor, { stage: 'running' })
  try {
    if (series.kind === 'batch') await regainBatch(series)
    if (series.done < series.total)
      requireCheckpoint(editor, series.kind === 'batch' ? series.recipe : series.recipes[series.done]!)
    await runSeries(editor, await workOf(editor, series))
  } catch (error) {
    changeSeries(editor, { stage: 'held' })
    fail(error)
  }
}

/** Ends the series; what is made by then is handed over. */
export async function cancelSeries(editor: Editor): Promise<void> {
  const { series } = editor.jobs.getState()
  if (!series) return
  changeSeries(editor, { stage: 'cancelling' })
  if (series.job !== undefined) editor.engine.cancel(series.job)
  if (series.stage === 'held') await runSeries(editor, await workOf(editor, series)).catch(editor.fail)
}

/** Ends everything that runs and waits. */
export function cancelEverything(editor: Editor): void {
  void cancelSeries(editor)
  editor.engine.cancelAll()
}
