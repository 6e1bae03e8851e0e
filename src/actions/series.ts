// Many edits that one press asked for: one at a time goes into the queue, so that others find room between them.
import type { Editor } from '../engine/editor'
import { reportOf, type ErrorReport } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import type { EngineEvent } from '../shared/protocol/event'
import type { Recipe } from '../shared/recipe'
import type { Series } from '../state/jobs'

type Done = Extract<EngineEvent, { type: 'done' }>

export interface SeriesEdit {
  readonly recipe: Recipe
  readonly images: Readonly<Record<string, Pixels>>
}

export interface SeriesTask extends Pick<Series, 'kind' | 'prompt' | 'total'> {
  /** What the edit with a number needs. One that throws is a failure like any other. */
  readonly make: (at: number) => SeriesEdit | Promise<SeriesEdit>
  readonly take: (at: number, done: Done) => void | Promise<void>
}

export interface SeriesOutcome {
  readonly failures: readonly { readonly at: number; readonly error: ErrorReport }[]
  /** The person ended it; what is done by then is done. */
  readonly cancelled: boolean
}

type SeriesEditor = Pick<Editor, 'jobs' | 'engine'>

const change = ({ jobs }: SeriesEditor, changed: Partial<Series>) =>
  jobs.setState(({ series }) => ({ series: series && { ...series, ...changed } }))

/** Runs them in their order. There is one series at a time: the caller asks whether another is under way. */
export async function runSeries(editor: SeriesEditor, task: SeriesTask): Promise<SeriesOutcome> {
  const { jobs, engine } = editor
  const { kind, prompt, total } = task
  const failures: { at: number; error: ErrorReport }[] = []
  const cancelled = () => jobs.getState().series?.cancelled ?? true
  jobs.setState({ series: { kind, prompt, total, done: 0, job: undefined, cancelled: false } })
  try {
    for (let at = 0; at < total && !cancelled(); at++) {
      try {
        const { recipe, images } = await task.make(at)
        if (cancelled()) break
        const { id, end } = engine.run(recipe, images)
        change(editor, { job: id })
        const ended = await end
        change(editor, { job: undefined })
        // Cancelled in the queue, or lost with the engine: the person wants no more of them.
        if (!ended) change(editor, { cancelled: true })
        else if (ended.type === 'failed') failures.push({ at, error: ended.error })
        else await task.take(at, ended)
      } catch (error) {
        failures.push({ at, error: reportOf(error) })
      }
      change(editor, { done: at + 1 })
    }
    return { failures, cancelled: cancelled() }
  } finally {
    jobs.setState({ series: undefined })
  }
}

/** Ends the series that is under way. */
export function cancelSeries(editor: SeriesEditor): void {
  const { series } = editor.jobs.getState()
  change(editor, { cancelled: true })
  if (series?.job !== undefined) editor.engine.cancel(series.job)
}
