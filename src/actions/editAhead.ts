// The edit that the panel describes, as questions about it are asked before it runs.
import type { Editor } from '../engine/editor'
import { recipeFromDraft } from '../engine/draftRecipe'
import type { PicturesAhead } from '../engine/engineClient'
import { layersNamedBy } from '../engine/namedLayers'
import type { EditInputs } from '../engine/plannedGuides'
import { hasMask } from '../canvas/composePicture'
import type { Recipe } from '../shared/recipe'
import type { BitmapTable } from '../state/bitmapTable'
import { isOpen, type DocumentState } from '../state/document'
import { summaryOf } from '../state/jobs'
import type { Draft } from '../state/settings'

/** What an edit of the panel is of. */
export function editInputs(draft: Draft, document: DocumentState, bitmaps: BitmapTable): EditInputs {
  const picture = draft.mode === 'edit' && isOpen(document)
  return { picture, masked: picture && hasMask(document, bitmaps) }
}

/** With the seed 0; on the start screen, of a picture that will be opened. Undefined while its checkpoint is not open. */
export function editAhead({
  document,
  bitmaps,
  settings,
  jobs,
}: Pick<Editor, 'document' | 'bitmaps' | 'settings' | 'jobs'>):
  { readonly recipe: Recipe; readonly pictures: PicturesAhead } | undefined {
  const { draft } = settings.getState()
  const checkpoint = summaryOf(jobs.getState(), draft.checkpoint[draft.mode])
  if (!checkpoint) return undefined
  const state = document.getState()
  const { width, height } = isOpen(state) ? state : checkpoint
  const recipe = recipeFromDraft({
    draft,
    checkpoint,
    seed: 0,
    masked: editInputs(draft, state, bitmaps).masked,
    ...(draft.mode === 'edit' && { picture: { width, height } }),
  })
  const { image, mask } = recipe
  const names = [...[image, mask].filter((name) => name !== undefined), ...layersNamedBy(recipe)]
  return { recipe, pictures: { names, width, height } }
}
