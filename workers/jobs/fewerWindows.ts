import type { Recipe } from '../../src/shared/recipe'
import { guideMetas } from '../guidance/list'

/** Whether a canvas is denoised in parts. */
export const hasWindows = ({ guides }: Recipe): boolean =>
  guides.some(({ id }) => guideMetas.get(id)?.role === 'views')

/**
 * The recipe on a canvas of the same shape and at most so many of the checkpoint's own sizes across, where it is denoised in windows:
 * a few of them are run as all are. Itself where it is no larger.
 * @param workingSize pixels
 */
export function fewerWindows(recipe: Recipe, workingSize: number, across: number): Recipe {
  const { width, height } = recipe
  const share = (across * workingSize) ** 2 / (width * height)
  if (share >= 1 || !hasWindows(recipe)) return recipe
  const side = (pixels: number) => Math.max(workingSize, 8 * Math.ceil((pixels * Math.sqrt(share)) / 8))
  return { ...recipe, width: side(width), height: side(height) }
}
