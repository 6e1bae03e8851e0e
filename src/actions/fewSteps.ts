// Few steps without guidance: the add-on is fetched when the panel names it, and all of it is left when the checkpoint is.
import type { Editor } from '../engine/editor'
import { isBundledAddOn } from '../engine/fewSteps'
import { atPace, hasFewSteps } from '../engine/pace'
import { summaryOf } from '../state/jobs'
import { changeDraft, type Draft } from '../state/settings'

const bundledIn = ({ addOns }: Draft): readonly string[] =>
  addOns.filter(({ id, enabled }) => enabled && isBundledAddOn(id)).map(({ id }) => id)

/** Follows the stores for as long as the page lives. */
export function followFewSteps({
  settings,
  jobs,
  engine,
}: Pick<Editor, 'settings' | 'jobs' | 'engine'>): void {
  /** The checkpoint was changed, and the new one is not open yet. */
  let left = false

  /** Four steps without guidance suit few checkpoints: the next one's own fast pace takes their place. */
  function leave(): void {
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    if (!checkpoint) return
    left = false
    changeDraft(settings, atPace(draft, checkpoint, 'fast'))
  }

  function open(): void {
    const known = new Set(jobs.getState().addOns.map(({ id }) => id))
    for (const id of bundledIn(settings.getState().draft)) if (!known.has(id)) engine.openBundledAddOn(id)
  }

  settings.subscribe(({ draft }, { draft: before }) => {
    if (draft === before) return
    const changed = draft.checkpoint[draft.mode] !== before.checkpoint[before.mode]
    // A recipe that is put into the panel brings its own steps, and is left as it is.
    if (changed && draft.guides === before.guides) left = hasFewSteps(draft)
    if (left) leave()
    open()
  })
  jobs.subscribe(() => {
    if (left) leave()
  })
  open()
}
