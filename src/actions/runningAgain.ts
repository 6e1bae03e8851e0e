// A layer remembers the edit that made it: it can be run again, on what lies below the layer now.
import type { Editor } from '../engine/editor'
import { composeMask, composePicture } from '../canvas/composePicture'
import { pixelsFromMask } from '../canvas/kernels/mask'
import { readRecipe } from '../engine/readRecipe'
import { workingSize } from '../engine/workingSize'
import { PalimpsestError } from '../shared/errors'
import type { Recipe } from '../shared/recipe'
import { basisOf, isStale, layersBelow } from '../state/basis'
import { activeLayerOf } from '../state/document'
import { summaryOf } from '../state/jobs'
import { sameShape } from '../canvas/kernels/sameShape'
import { guidePictures } from './guidePictures'
import { messages } from './messages'
import { randomSeed } from './randomSeed'

/** Whether the active layer came of an edit. */
export const cameOfEdit = ({ document }: Pick<Editor, 'document'>): boolean =>
  activeLayerOf(document.getState())?.recipe !== undefined

/** Whether what lies below the active layer is no longer what its edit was of. */
export function activeIsStale({ document }: Pick<Editor, 'document'>): boolean {
  const state = document.getState()
  const layer = activeLayerOf(state)
  return layer !== undefined && isStale(state, layer)
}

/**
 * Runs a layer's edit once more on what lies below it now, under the masks that are visible now. The result waits beside the
 * picture; accepted, it takes the layer's place.
 */
export function runLayerAgain(editor: Editor, id: string, seed: 'same' | 'another'): void {
  const layer = editor.document.getState().layers.find((each) => each.id === id)
  if (!layer || layer.recipe === undefined) return
  const { recipe, problem } = readRecipe(layer.recipe)
  if (!recipe) return editor.fail(problem)
  try {
    submitAgain(editor, id, seed === 'same' ? recipe : { ...recipe, seed: randomSeed() })
  } catch (error) {
    editor.fail(error)
  }
}

function submitAgain({ document, bitmaps, engine, jobs }: Editor, replaces: string, recipe: Recipe): void {
  const state = document.getState()
  if (recipe.image === undefined)
    return engine.submit(recipe, guidePictures(recipe, state, bitmaps), { replaces })
  const layers = layersBelow(state, replaces)
  const mask = recipe.mask === undefined ? undefined : composeMask(state, bitmaps)
  if (recipe.mask !== undefined && !mask) throw new PalimpsestError(messages.noMaskNow())
  const picture = composePicture({ ...state, layers }, bitmaps)
  const checkpoint = summaryOf(jobs.getState(), recipe.checkpoint)
  // The canvas may have another shape by now.
  const size = checkpoint && !sameShape(recipe, picture) ? workingSize(picture, checkpoint) : {}
  const images = {
    ...guidePictures(recipe, state, bitmaps),
    [recipe.image]: picture,
    ...(mask && { [recipe.mask!]: pixelsFromMask(mask) }),
  }
  engine.submit({ ...recipe, ...size }, images, { basis: basisOf({ layers }), replaces })
}
