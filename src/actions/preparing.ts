// What a guide can show before the run.
import type { Editor } from '../engine/editor'
import { summaryOf } from '../state/jobs'
import { editRequests } from './editRequests'

/** Queues the making of what the guide of a card shows, as a run with the panel's settings would see it. */
export function prepareGuide(editor: Editor, card: string): void {
  const { jobs, settings, engine } = editor
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  if (!checkpoint) return
  const { recipe, images } = editRequests(editor, checkpoint)(draft.seed)
  engine.prepare(card, recipe, images)
}
