import type { Recipe } from '../shared/recipe'
import type { PicturesAhead } from './engineClient'

/** What a forecast is of, as something to compare: of another edit it says nothing. */
export const foretoldOf = (recipe: Recipe, pictures: PicturesAhead): string =>
  JSON.stringify([recipe, pictures])
