// Saved recipes, read with the guides that the page knows.
import { readSavedRecipe, type ReadRecipe, type SavedRecipe } from '../shared/savedRecipe'
import type { DocumentState } from '../state/document'
import type { GalleryResult } from '../state/gallery'
import { guideMetas } from '../../workers/guidance/list'

/** What was saved never changes, so that each is read once. */
const known = new WeakMap<object, ReadRecipe>()

/** A saved recipe as it can be used here, or why it cannot. */
export function readRecipe(saved: SavedRecipe): ReadRecipe {
  if (typeof saved !== 'object' || saved === null) return readSavedRecipe(saved, guideMetas)
  const read = known.get(saved) ?? readSavedRecipe(saved, guideMetas)
  known.set(saved, read)
  return read
}

/** Saved recipes of a document and its gallery that cannot be used here, each once. */
export function unusableRecipes(
  { layers, candidates }: Pick<DocumentState, 'layers' | 'candidates'>,
  gallery: readonly GalleryResult[],
): readonly SavedRecipe[] {
  const saved = [...layers, ...candidates, ...gallery].map(({ recipe }) => recipe)
  return [...new Map(saved.map((recipe) => [JSON.stringify(recipe), recipe])).values()].filter(
    (recipe) => recipe !== undefined && readRecipe(recipe).problem,
  )
}
