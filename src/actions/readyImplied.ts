// What a checkpoint does not run without is ready as soon as a picture is open: a depth checkpoint takes that picture's depth.
import type { Editor } from '../engine/editor'
import { addedCards } from '../engine/guideCards'
import { readyCard } from '../engine/readyCard'
import { summaryOf } from '../state/jobs'
import { changeDraft } from '../state/settings'

/** Follows the stores for as long as the page lives. A card that a person has touched is left as it is. */
export function followImplied({
  settings,
  jobs,
  document,
}: Pick<Editor, 'settings' | 'jobs' | 'document'>): void {
  function follow(): void {
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    if (!checkpoint) return
    for (const { card, meta, implied } of addedCards(draft, checkpoint)) {
      if (!implied || draft.guides.some(({ id }) => id === meta.id)) continue
      const ready = readyCard(card, meta, checkpoint, document.getState())
      if (JSON.stringify(ready) === JSON.stringify(card)) continue
      return changeDraft(settings, { guides: [...draft.guides, ready] })
    }
  }
  settings.subscribe(({ draft }, before) => {
    if (draft !== before.draft) follow()
  })
  jobs.subscribe((state, before) => {
    if (state.checkpoints !== before.checkpoints) follow()
  })
  document.subscribe((state, before) => {
    if (state.layers !== before.layers) follow()
  })
  follow()
}
