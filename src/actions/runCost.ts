import type { Editor } from '../app/editor'
import { hasMask } from '../canvas/composePicture'
import { recipeFromDraft } from '../engine/draftRecipe'
import { reckonedSeconds } from '../engine/measuredCost'
import { isOpen } from '../state/document'
import { summaryOf } from '../state/jobs'

/** The seconds that pressing the button would take on this device, about; undefined where nothing like it was run here. */
export function runCost({ document, bitmaps, jobs, settings }: Editor): number | undefined {
  const { draft, costs } = settings.getState()
  const { backend } = jobs.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  if (!backend || !checkpoint || costs.length === 0) return undefined
  const state = document.getState()
  const edits = draft.mode === 'edit' && isOpen(state)
  const recipe = recipeFromDraft({
    draft,
    checkpoint,
    seed: 0,
    masked: edits && hasMask(state, bitmaps),
    ...(edits && { picture: { width: state.width, height: state.height } }),
  })
  const each = reckonedSeconds(costs, recipe, backend.description)
  return each && each * draft.candidates
}
