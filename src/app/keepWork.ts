// Autosave: the work of the last time comes back, and from then on each change is saved a second later.
import { openAutosave } from '../files/autosave/autosave'
import { saveSchedule } from '../files/autosave/saveSchedule'
import type { Work } from '../files/autosave/savedWork'
import { guideMetas } from '../engine/guideMetas'
import { isOpen } from '../state/document'
import type { Step } from '../state/history'
import type { TextKey } from '../strings/text'
import type { Editor } from './editor'

/**
 * Resolves when the work of the last time is back, or cannot come back, which has been said then.
 * @returns a function that saves at once what is not saved yet
 */
export async function keepWork(editor: Editor): Promise<() => Promise<void>> {
  const { document, history, bitmaps, fail } = editor
  const autosave = await openAutosave(guideMetas).catch(fail)
  if (!autosave) return async () => {}
  if (autosave.problem) fail(autosave.problem)
  if (isOpen(document.getState())) {
    // The person was faster; what was saved stays for another time.
    await autosave.startAnew()
  } else if (autosave.restored) {
    const { work } = autosave.restored
    bitmaps.restore(autosave.restored.bitmaps)
    history.restore(work.document, work.steps.map(stepOf), work.position)
  }

  /** A storage that stays full is told once. */
  let failing = false
  const schedule = saveSchedule(
    async () => {
      await autosave.save(workOf(editor), (id) => bitmaps.get(id))
      failing = false
    },
    (error) => {
      if (!failing) fail(error)
      failing = true
    },
  )
  document.subscribe(schedule.changed)
  history.store.subscribe(schedule.changed)
  // A tab in the background may be ended without a word.
  addEventListener('visibilitychange', () => {
    if (globalThis.document.visibilityState === 'hidden') void schedule.flush()
  })
  if (isOpen(document.getState())) schedule.changed()
  return () => schedule.flush()
}

const workOf = ({ document, history }: Editor): Work => ({
  document: document.getState(),
  steps: history.steps(),
  position: history.store.getState().position,
})

const stepOf = ({ name, before, after, gesture }: Work['steps'][number]): Step => ({
  name: name as TextKey,
  before,
  after,
  gesture,
})
