// The recipe inside an exported PNG.
import { PalimpsestError } from '../../shared/errors'
import type { GuideMetas } from '../../shared/guideMeta'
import { parseRecipe, type Recipe } from '../../shared/recipe'
import { pngTextChunk, pngUtf8Chunk } from '../png/pngText'
import type { PngChunk } from '../png/pngChunks'
import { writeParameters } from './parameters'
import { readParameters, type ReadParameters } from './readParameters'

/** Keyword of our own text. */
const ours = 'palimpsest'
/** Keyword that Stable Diffusion programs share. */
const shared = 'parameters'

/** The texts that an exported PNG carries: the whole recipe, and what other programs can read of it. */
export const recipeChunks = (recipe: Recipe): PngChunk[] => [
  pngUtf8Chunk(ours, JSON.stringify(recipe)),
  pngTextChunk(shared, writeParameters(recipe)),
]

export type RecipeText =
  { readonly kind: 'recipe'; readonly recipe: Recipe } | ({ readonly kind: 'parameters' } & ReadParameters)

/**
 * Finds the recipe in the texts of a picture: our own, or what another program wrote about it; undefined where there is none.
 * @param metas every guide that may be used, by id
 * @throws PalimpsestError('recipe') when a recipe of ours is there and does not fit.
 */
export function readRecipeText(
  texts: ReadonlyMap<string, string>,
  metas: GuideMetas,
): RecipeText | undefined {
  const own = texts.get(ours)
  if (own !== undefined) return { kind: 'recipe', recipe: parseRecipe(parsed(own), metas) }
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
