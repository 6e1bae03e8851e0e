// The edits that wait. They wait in the page, which keeps them when the engine or the tab is lost, can put them in another order and
// hold them back; the engine gets one at a time.
import type { EngineContext } from './engineContext'
import { pixelsFromTiled, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { ErrorReport } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import type { EngineEvent } from '../shared/protocol/event'
import type { Recipe } from '../shared/recipe'
import type { BitmapId } from '../state/bitmapTable'
import type { EditJob, EditOrigin, QueuedEdit } from '../state/jobs'
import type { EngineClient } from './engineClient'
import { sharedWithPicture } from './sharedWithPicture'

/** How an edit ended: with a result, a failure, with the engine (which is told anyway), or with nothing where it was cancelled. */
export type EditEnd =
  | Extract<EngineEvent, { type: 'done' | 'failed' }>
  | { readonly type: 'lost'; readonly error: ErrorReport }
  | undefined

export interface QueueOptions {
  readonly origin?: EditOrigin
  /** Hears of the end. Without it the result is put beside the picture, and a failure is told. */
  readonly caller?: (end: EditEnd) => void
  /** Goes before all others that wait. */
  readonly first?: true
  /** Is not listed. */
  readonly quiet?: true
}

export interface EditQueue {
  /** @returns the new edit's id */
  add(recipe: Recipe, images: Readonly<Record<string, Pixels>>, options?: QueueOptions): string
  /** Takes back edits of the last time; they are held back until the person lets them go on. */
  restore(edits: readonly QueuedEdit[]): void
  /** Puts a waiting edit one place earlier (-1) or later (1). */
  move(id: string, by: 1 | -1): void
  pause(paused: boolean): void
  /** Takes an edit out that is not with the engine; false where it is. */
  takeOut(id: string): boolean
  /** To be called when an edit has ended, however it ended. @returns who waits for its result */
  ended(id: string): QueueOptions['caller']
  /**
   * To be called when the engine is new: what it was given is lost, and waits again.
   * @param givenUp why it does not wait again
   */
  engineLost(givenUp?: ErrorReport): void
}

type QueueContext = Pick<EngineContext, 'document' | 'bitmaps' | 'history' | 'jobs' | 'settings'>

export function createEditQueue(context: QueueContext, client: Pick<EngineClient, 'edit'>): EditQueue {
  const { bitmaps, history, jobs, settings } = context
  /** The edit that the engine has. */
  let given: string | undefined
  const callers = new Map<string, NonNullable<QueueOptions['caller']>>()
  /** Several edits of one press share their pictures. */
  const stored = new WeakMap<Pixels, BitmapId>()

  const set = (next: readonly EditJob[]) => jobs.setState({ jobs: next })
  const waits = ({ id, pictures }: EditJob) => pictures !== undefined && id !== given

  function idOf(pixels: Pixels): BitmapId {
    const known = stored.get(pixels)
    if (known && bitmaps.has(known)) return known
    const id = bitmaps.add(sharedWithPicture(tiledFromPixels(pixels), context))
    stored.set(pixels, id)
    return id
  }

  /** Gives the engine the next edit, where it has none and may have one. */
  function next(): void {
    const { jobs: all, paused } = jobs.getState()
    if (given !== undefined) return
    // What one sees while painting is not held back with the others.
    const job = all.find((each) => waits(each) && (each.quiet || !paused))
    if (!job?.pictures) return
    given = job.id
    const images = Object.fromEntries(
      Object.entries(job.pictures).map(([name, id]) => [name, pixelsFromTiled(bitmaps.picture(id))]),
    )
    // A preview is shown over the document, and this may be of another picture.
    client.edit(job.id, job.recipe, images, settings.getState().previews && !job.forCaller)
  }

  function remove(id: string): void {
    set(jobs.getState().jobs.filter((job) => job.id !== id))
    history.sweep()
  }

  return {
    add(recipe, images, { origin, caller, first, quiet } = {}) {
      const id = crypto.randomUUID()
      const pictures = Object.fromEntries(
        Object.entries(images).map(([name, pixels]) => [name, idOf(pixels)]),
      )
      const job: EditJob = {
        ...waiting(id, recipe),
        pictures,
        ...(origin && { origin }),
        ...(caller && { forCaller: true }),
        ...(quiet && { quiet }),
      }
      if (caller) callers.set(id, caller)
      const all = jobs.getState().jobs
      const at = first ? all.findIndex(waits) : -1
      set(at < 0 ? [...all, job] : all.toSpliced(at, 0, job))
      next()
      return id
    },
    restore(edits) {
      if (edits.length === 0) return
      jobs.setState({ paused: true })
      set([...edits.map((edit) => ({ ...waiting(edit.id, edit.recipe), ...edit })), ...jobs.getState().jobs])
    },
    move(id, by) {
      const all = jobs.getState().jobs
      const places = all.flatMap((job, at) => (waits(job) ? [at] : []))
      const from = places.findIndex((at) => all[at]?.id === id)
      const [one, other] = [places[from], places[from + by]]
      if (one === undefined || other === undefined) return
      set(all.with(one, all[other]!).with(other, all[one]!))
    },
    pause(paused) {
      jobs.setState({ paused })
      next()
    },
    takeOut(id) {
      const job = jobs.getState().jobs.find((each) => each.id === id)
      if (!job || !waits(job)) return false
      callers.get(id)?.(undefined)
      callers.delete(id)
      remove(id)
      return true
    },
    ended(id) {
      if (given === id) given = undefined
      const caller = callers.get(id)
      callers.delete(id)
      remove(id)
      // Nothing is left to be held back. The next edit of a series comes only when this one's result is taken.
      if (!jobs.getState().series && !jobs.getState().jobs.some(waits)) jobs.setState({ paused: false })
      next()
      return caller
    },
    engineLost(givenUp) {
      const lost = given
      given = undefined
      const { jobs: all } = jobs.getState()
      const job = all.find(({ id }) => id === lost)
      const again = !givenUp && job?.status !== 'cancelling'
      if (lost !== undefined && !again) {
        const cancelled = job?.status === 'cancelling' || !givenUp
        callers.get(lost)?.(cancelled ? undefined : { type: 'lost', error: givenUp })
        callers.delete(lost)
      }
      // What was no edit (a hint that was to be shown) is gone with the engine.
      set(
        all
          .filter(({ id, pictures }) => pictures && (id !== lost || again))
          .map((each) => (each.id === lost ? waitingAgain(each) : each)),
      )
      history.sweep()
      next()
    },
  }
}

/** A job that has not begun. */
export const waiting = (id: string, recipe: Recipe): EditJob => ({
  id,
  recipe,
  status: 'waiting',
  stage: 'loading',
  step: 0,
  steps: 0,
})

function waitingAgain(job: EditJob): EditJob {
  const { preview: _, secondsLeft: __, ...rest } = job
  return { ...rest, ...waiting(job.id, job.recipe) }
}
