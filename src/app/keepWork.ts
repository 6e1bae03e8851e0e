// Autosave: the work of the last time comes back, and from then on each change is saved a moment later.
import { openAutosave } from '../files/autosave/autosave'
import { persistStorage } from '../files/autosave/persistStorage'
import { saveSchedule } from '../files/autosave/saveSchedule'
import type { Work } from '../files/autosave/savedWork'
import { sayUnusable } from '../actions/keptRecipes'
import { isOpen } from '../state/document'
import { keepResults } from '../state/gallery'
import { queuedEdits, type JobsState } from '../state/jobs'
import type { Step } from '../state/history'
import { savedSeries } from '../state/series'
import type { TextKey } from '../strings/text'
import type { Editor } from '../engine/editor'

/**
 * Resolves when the work of the last time is back, or cannot come back, which has been said then.
 * @returns a function that saves at once what is not saved yet
 */
export async function keepWork(editor: Editor): Promise<() => Promise<void>> {
  const autosave = await openAutosave().catch(editor.fail)
  if (autosave) return keepIn(autosave, editor)
  editor.saving.setState({ state: 'off' })
  let flush = async () => {}
  whenThereIsRoom(editor, (later) => void keepIn(later, editor).then((flushLater) => (flush = flushLater)))
  return () => flush()
}

/** How long after one attempt to reach the storage the next change makes another. */
const retryMs = 5000

/** A storage that was full when the page was opened may have room later: changes of the document try again. */
function whenThereIsRoom({ document }: Editor, opened: (autosave: Autosave) => void): void {
  let tried = performance.now()
  const stop = document.subscribe(() => {
    if (performance.now() - tried < retryMs) return
    tried = Infinity
    openAutosave().then(
      (autosave) => {
        stop()
        opened(autosave)
      },
      () => (tried = performance.now()),
    )
  })
}

type Autosave = Awaited<ReturnType<typeof openAutosave>>

/** Brings back what is saved, and saves each change from then on. Resolves to a function that saves at once. */
async function keepIn(autosave: Autosave, editor: Editor): Promise<() => Promise<void>> {
  const { document, history, gallery, bitmaps, saving, fail } = editor
  if (autosave.problem) fail(autosave.problem)
  if (isOpen(document.getState())) {
    // The person was faster; what was saved stays for another time.
    await autosave.startAnew()
  } else if (autosave.restored) {
    const { work } = autosave.restored
    bitmaps.restore(autosave.restored.bitmaps)
    keepResults(gallery, bitmaps, work.gallery ?? [])
    editor.engine.queue.restore(work.queue ?? [])
    if (work.queue && work.queue.length > 0) editor.inform(editor.t('run.restored'))
    if (work.series) {
      editor.jobs.setState({ series: { ...work.series, stage: 'held' } })
      editor.inform(editor.t('series.restored'))
    }
    editor.jobs.setState({ unusable: work.unusable })
    if (work.unusable?.series !== undefined) editor.inform(editor.t('series.notRestored'))
    history.restore(work.document, work.steps.map(stepOf), work.position)
    // Results that waited are looked at again: one on the canvas, several side by side.
    const { candidates } = document.getState()
    editor.view.setState({ candidate: candidates.at(-1)?.id, grid: candidates.length > 1 })
    sayUnusable(editor, work.document, work.gallery)
  }

  const schedule = saveSchedule(
    async () => {
      const work = workOf(editor)
      await autosave.save(work, (id) => bitmaps.get(id))
      if (work.document === document.getState()) saving.setState({ state: 'saved' })
    },
    (error) => {
      // A storage that stays full is told once.
      if (saving.getState().state !== 'failed') fail(error)
      saving.setState({ state: 'failed' })
    },
  )
  let asked = false
  function changed(): void {
    if (saving.getState().state !== 'failed') saving.setState({ state: 'saving' })
    schedule.changed()
    if (asked || !isOpen(document.getState())) return
    asked = true
    void persistStorage().then((kept) => saving.setState({ kept }))
  }
  for (const store of [document, history.store, gallery]) store.subscribe(changed)
  editor.jobs.subscribe((state, before) => {
    const other = state.unusable !== before.unusable
    if (other || idsOf(state) !== idsOf(before) || progressOf(state) !== progressOf(before)) changed()
  })
  // A tab in the background, or one that is left, may be ended without a word.
  addEventListener('visibilitychange', () => {
    if (globalThis.document.visibilityState === 'hidden') void schedule.flush()
  })
  addEventListener('pagehide', () => void schedule.flush())
  if (isOpen(document.getState())) changed()
  return () => schedule.flush()
}

const workOf = ({ document, history, gallery, jobs }: Editor): Work => ({
  document: document.getState(),
  steps: history.steps(),
  position: history.store.getState().position,
  gallery: gallery.getState().results,
  queue: queuedEdits(jobs.getState()),
  ...seriesOf(jobs.getState()),
})

const seriesOf = ({ series, unusable }: JobsState): Pick<Work, 'series' | 'unusable'> => ({
  ...(series && { series: savedSeries(series) }),
  ...(unusable && { unusable }),
})

/** Progress is nothing to save; which edits wait, and in which order, is. */
const idsOf = (jobs: JobsState) =>
  queuedEdits(jobs)
    .map(({ id }) => id)
    .join()

const progressOf = ({ series }: JobsState) => series && `${series.id} ${series.done}`

const stepOf = (step: Work['steps'][number]): Step => ({
  ...step,
  name: step.name as TextKey,
  gesture: step.gesture,
})
