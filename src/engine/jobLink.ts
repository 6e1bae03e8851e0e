// What the engine says of a job: how far it is, what it shows on its way, and how it ends.
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { EngineEvent } from '../shared/protocol/event'
import type { EditJob } from '../state/jobs'
import type { QueueOptions } from './editQueue'
import type { EngineContext } from './engineContext'
import { keepShown } from './keepShown'
import { createStepClock, withCost } from './measuredCost'
import { placeResult } from './placeResult'

interface JobLink {
  /** Changes a job that the jobs' store has. */
  change(id: string, change: Partial<EditJob>): void
  /** Whether the event was of a job's. */
  receive(event: EngineEvent): boolean
}

/**
 * @param ended takes a job that has ended out of all lists; @returns who waits for the result of an edit
 * @param used hears of the checkpoint of an edit that is done
 */
export function createJobLink(
  context: EngineContext,
  ended: (id: string) => QueueOptions['caller'],
  used: (checkpoint: string) => void,
): JobLink {
  const { jobs, settings, bitmaps, history } = context
  const clock = createStepClock()
  const jobOf = (id: string) => jobs.getState().jobs.find((job) => job.id === id)

  const change: JobLink['change'] = (id, change) =>
    jobs.setState((state) => ({
      jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...change } : job)),
    }))

  /** For who wants to know beforehand what such an edit takes here. */
  function rememberCost({ job, recipe }: Extract<EngineEvent, { type: 'done' }>): void {
    const step = clock.ended(job)
    const device = jobs.getState().backend?.description.english
    if (step !== undefined && device !== undefined)
      settings.setState(({ costs }) => ({ costs: withCost(costs, recipe, device, step) }))
  }

  function receive(event: EngineEvent): boolean {
    switch (event.type) {
      case 'started':
        change(event.job, { status: 'running' })
        return true
      case 'progress': {
        const { job, stage, step, steps, secondsLeft } = event
        clock.progress(event, performance.now())
        change(job, { stage, step, steps, ...(secondsLeft !== undefined && { secondsLeft }) })
        return true
      }
      case 'preview':
        change(event.job, {
          preview: {
            bitmap: bitmaps.add(tiledFromPixels(event.pixels)),
            ...(event.region && { region: event.region }),
          },
        })
        history.sweep()
        return true
      case 'shown': {
        const job = jobOf(event.job)
        // What is made for a caller may be of another picture. An edit has pictures.
        if (!job?.forCaller) keepShown(context, event, job !== undefined && job.pictures === undefined)
        return true
      }
      case 'done': {
        const origin = jobOf(event.job)?.origin
        used(event.recipe.checkpoint)
        rememberCost(event)
        const caller = ended(event.job)
        if (caller) caller(event)
        else placeResult(context, event, origin)
        return true
      }
      case 'prepared':
        ended(event.job)
        for (const note of event.notes) context.inform(note)
        return true
      case 'failed': {
        const caller = ended(event.job)
        if (caller) caller(event)
        else context.fail(event.error)
        return true
      }
      case 'cancelled':
        ended(event.job)?.(undefined)
        return true
      default:
        return false
    }
  }

  return { change, receive }
}
