// What a checkpoint does not run without is ready as soon as a picture is open: a depth checkpoint takes that picture's depth.
import type { Editor } from '../engine/editor'
import { addedCards } from '../engine/guideCards'
import { readyCard } from '../engine/readyCard'
import { summaryOf } from '../state/jobs'
import { changeDraft, type GuideCard } from '../state/settings'

/** Follows the stores for as long as the page lives. A card that a person has touched is left as it is. */
export function followImplied({
  settings,
  jobs,
  document,
}: Pick<Editor, 'settings' | 'jobs' | 'document'>): void {
  /** Those that were put there for the person: untouched, they go again with the checkpoint. */
  const ours = new Set<GuideCard>()

  function follow(): void {
    const { draft } = settings.getState()
    const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
    if (!checkpoint) return
    const cards = addedCards(draft, checkpoint)
    const isIdle = (card: GuideCard) =>
      ours.has(card) && !cards.some(({ meta, implied }) => implied && meta.id === card.id)
    if (draft.guides.some(isIdle))
      return changeDraft(settings, { guides: draft.guides.filter((card) => !isIdle(card)) })
    for (const { card, meta, implied } of cards) {
      if (!implied || draft.guides.some(({ id }) => id === meta.id)) continue
      const ready = readyCard(card, meta, checkpoint, document.getState())
      if (JSON.stringify(ready) === JSON.stringify(card)) continue
      ours.add(ready)
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
