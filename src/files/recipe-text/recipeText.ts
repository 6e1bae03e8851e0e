// The recipe inside an exported PNG.
import { PalimpsestError } from '../../shared/errors'
import type { Recipe } from '../../shared/recipe'
import type { SavedRecipe } from '../../shared/savedRecipe'
import { pngTextChunk, pngUtf8Chunk } from '../png/pngText'
import type { PngChunk } from '../png/pngChunks'
import { writeParameters } from './parameters'
import { readParameters, type ReadParameters } from './readParameters'

/** Keyword of our own text. */
const ours = 'palimpsest'
/** Keyword that Stable Diffusion programs share. */
const shared = 'parameters'

/**
 * The texts that an exported PNG carries: the whole recipe as it was saved, and what other programs can read of it.
 * @param readable the same recipe, where it can be used here
 */
export const recipeChunks = (saved: SavedRecipe, readable: Recipe | undefined): PngChunk[] => [
  pngUtf8Chunk(ours, JSON.stringify(saved)),
  ...(readable ? [pngTextChunk(shared, writeParameters(readable))] : []),
]

export type RecipeText =
  | { readonly kind: 'recipe'; readonly saved: SavedRecipe }
  | ({ readonly kind: 'parameters' } & ReadParameters)

/**
 * Finds the recipe in the texts of a picture: our own, as it was saved, or what another program wrote about it; undefined where
 * there is none.
 * @throws PalimpsestError('recipe') when a recipe of ours is there and is not JSON.
 */
export function readRecipeText(texts: ReadonlyMap<string, string>): RecipeText | undefined {
  const own = texts.get(ours)
  if (own !== undefined) return { kind: 'recipe', saved: parsed(own) }
  const read = readParameters(texts.get(shared) ?? '')
  return read && { kind: 'parameters', ...read }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PalimpsestError(
      'recipe',
      'The recipe inside the picture is not JSON.',
      'The picture itself can be edited; its settings are lost.',
      { cause: error },
    )
  }
}
