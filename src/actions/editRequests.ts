// What the engine is given for the edit that the panel describes.
import type { Editor } from '../engine/editor'
import { composeMask, composePicture } from '../canvas/composePicture'
import { pixelsFromMask } from '../canvas/kernels/mask'
import { recipeFromDraft } from '../engine/draftRecipe'
import type { Pixels } from '../shared/pixels'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import { basisOf } from '../state/basis'
import { isOpen } from '../state/document'
import type { EditOrigin } from '../state/jobs'
import { guidePictures } from './guidePictures'

interface EditRequest {
  readonly recipe: Recipe
  readonly images: Readonly<Record<string, Pixels>>
  readonly origin?: EditOrigin
}

/** The present edit for a seed; requests share their pixels. */
export function editRequests(
  { document, bitmaps, settings }: Editor,
  checkpoint: CheckpointSummary,
): (seed: number) => EditRequest {
  const { draft } = settings.getState()
  const state = document.getState()
  const edits = draft.mode === 'edit' && isOpen(state)
  const composed = edits ? composeMask(state, bitmaps) : undefined
  const picture = edits ? composePicture(state, bitmaps) : undefined
  const mask = composed && pixelsFromMask(composed)
  return (seed) => {
    const recipe = recipeFromDraft({
      draft,
      checkpoint,
      seed,
      masked: mask !== undefined,
      ...(picture && { picture: { width: picture.width, height: picture.height } }),
    })
    const images = {
      ...guidePictures(recipe, state, bitmaps),
      ...(picture && { image: picture }),
      ...(mask && { mask }),
    }
    return { recipe, images, ...(edits && { origin: { basis: basisOf(state) } }) }
  }
}
