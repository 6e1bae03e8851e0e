// The pictures that a finished edit was made from, to run it once more.
import type { Editor } from '../engine/editor'
import { composeMask, composePicture } from '../canvas/composePicture'
import { pixelsFromMask } from '../canvas/kernels/mask'
import type { Pixels } from '../shared/pixels'
import type { Recipe } from '../shared/recipe'
import type { SavedRecipe } from '../shared/savedRecipe'
import { isPicture, type DocumentState } from '../state/document'
import { guidePictures } from './guidePictures'

/** The step with which a result came first, as far as the history reaches. What was saved and read again is another object. */
function arrivalOf(history: Editor['history'], result: SavedRecipe) {
  const text = JSON.stringify(result)
  const has = ({ candidates }: DocumentState) =>
    candidates.some(({ recipe }) => recipe === result || JSON.stringify(recipe) === text)
  return history.steps().find(({ before, after }) => !has(before) && has(after))
}

/** Whether the picture and the masks that a result was made of are still known. */
export const knowsOrigin = ({ history }: Pick<Editor, 'history'>, result: SavedRecipe): boolean =>
  arrivalOf(history, result) !== undefined

/**
 * The document as it was when a result arrived. Where the history does not reach back so far, it as it is; of a layer, what lies below
 * it, and the masks.
 * @param layer that the result became
 */
export function documentBefore(
  { history, document }: Pick<Editor, 'history' | 'document'>,
  result: SavedRecipe,
  layer: string | undefined,
): DocumentState {
  const arrived = arrivalOf(history, result)
  if (arrived) return arrived.before
  const state = document.getState()
  const at = state.layers.findIndex(({ id }) => id === layer)
  if (at < 0) return state
  return { ...state, layers: state.layers.filter((each, place) => place < at || !isPicture(each)) }
}

/** What `recipe` names, of that document; new pixels, which may be given away. */
export function recipeInputs(
  recipe: Recipe,
  state: DocumentState,
  bitmaps: Editor['bitmaps'],
): Record<string, Pixels> {
  const { image, mask: maskName } = recipe
  const mask = maskName === undefined ? undefined : composeMask(state, bitmaps)
  return {
    ...guidePictures(recipe, state, bitmaps),
    ...(image !== undefined && state.width > 0 && { [image]: composePicture(state, bitmaps) }),
    ...(maskName !== undefined && mask && { [maskName]: pixelsFromMask(mask) }),
  }
}
