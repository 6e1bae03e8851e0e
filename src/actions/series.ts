// Many edits that one press asked for: one at a time goes into the queue, so that others find room between them.
import type { Editor } from '../engine/editor'
import { PalimpsestError, reportOf, type ErrorReport } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import type { EngineEvent } from '../shared/protocol/event'
import type { Recipe } from '../shared/recipe'
import type { Grid, Series } from '../state/series'
import { messages } from './messages'

export type DoneEdit = Extract<EngineEvent, { type: 'done' }>

export interface SeriesEdit {
  readonly recipe: Recipe
  readonly images: Readonly<Record<string, Pixels>>
}

/** What a kind of series does. */
export interface SeriesWork {
  /** What the edit with a number needs. One that throws is a failure like any other, but for a `SeriesHalt`. */
  readonly make: (at: number) => SeriesEdit | Promise<SeriesEdit>
  readonly take: (at: number, done: DoneEdit) => void | Promise<void>
  /** After the last one, or when the person cancelled the rest. Where it throws, the series is held back. */
  readonly end: () => void | Promise<void>
}

/** Thrown where the others would fail as well: the series is held back, and goes on with the same edit. */
export class SeriesHalt extends Error {}

/** Failures that are not about the one edit, but about what all of them need. */
const aboutAll: readonly ErrorReport['code'][] = ['checkpoint', 'weights', 'storage']

type SeriesEditor = Pick<Editor, 'jobs' | 'engine' | 'fail'>
type Change = Partial<Pick<Series, 'stage' | 'job' | 'done' | 'failures'> & Pick<Grid, 'made'>>

export const changeSeries = ({ jobs }: Pick<Editor, 'jobs'>, changed: Change): void =>
  jobs.setState(({ series }) => ({ series: series && ({ ...series, ...changed } as Series) }))

/** Runs what is left of the series in the jobs' store, in its order. There is one series at a time. */
export async function runSeries(editor: SeriesEditor, work: SeriesWork): Promise<void> {
  const { jobs, engine } = editor
  const now = () => jobs.getState().series
  if (now()?.stage === 'held') changeSeries(editor, { stage: 'running' })
  try {
    for (let series = now(); series?.stage === 'running' && series.done < series.total; series = now()) {
      const at = series.done
      const failed = await failureOf(editor, work, at)
      // The one that was cancelled with the rest is none that failed.
      if (failed?.code === 'cancelled' && now()?.stage === 'cancelling') break
      const failures = failed ? [...series.failures, { at, error: failed }] : series.failures
      changeSeries(editor, { done: at + 1, failures })
    }
    await work.end()
    jobs.setState({ series: undefined })
    // What was held back with the series is gone with it.
    if (jobs.getState().jobs.length === 0) engine.queue.pause(false)
  } catch (error) {
    changeSeries(editor, { stage: 'held', job: undefined })
    editor.fail(error instanceof SeriesHalt ? error.cause : error)
  }
}

/** Makes one edit. @returns why there is no result; @throws SeriesHalt where the others would fail as well. */
async function failureOf(
  editor: SeriesEditor,
  work: SeriesWork,
  at: number,
): Promise<ErrorReport | undefined> {
  const { jobs, engine } = editor
  try {
    const { recipe, images } = await work.make(at)
    if (jobs.getState().series?.stage === 'cancelling') return messages.leftOut()
    const { id, end } = engine.run(recipe, images)
    changeSeries(editor, { job: id })
    const ended = await end
    changeSeries(editor, { job: undefined })
    if (!ended) return messages.leftOut()
    if (ended.type === 'done') await work.take(at, ended)
    else if (aboutAll.includes(ended.error.code)) throw new SeriesHalt('', { cause: ended.error })
    else return ended.error
    return undefined
  } catch (error) {
    if (error instanceof SeriesHalt) throw error
    return reportOf(error)
  }
}

/** @throws PalimpsestError while the checkpoint of a series of the last time is not open. */
export function requireCheckpoint({ jobs }: Pick<Editor, 'jobs'>, { checkpoint }: Recipe): void {
  const entry = jobs.getState().checkpoints.find(({ id }) => id === checkpoint)
  if (!entry || entry.status === 'failed') throw new PalimpsestError(messages.openFirst({ name: checkpoint }))
}
