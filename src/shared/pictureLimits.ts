// What size of picture can be edited, checked alike by the page, the engine and the recipe runner.
import { PalimpsestError } from './errors'

/** Shorter side, in pixels: below it there is nothing to edit. */
const minSide = 16
/** Pixels in all: four bytes each, several copies. */
export const maxPixels = 64_000_000
/** No browser has a larger canvas. */
const maxSide = 65_535

/** Of either side, in pixels. */
export const sideLimits = { least: minSide, most: maxSide } as const

/** @throws PalimpsestError('image') when the picture is too small or too large to be edited. */
export function checkPictureSize(width: number, height: number, what = 'picture'): void {
  if (Math.min(width, height) < minSide)
    throw new PalimpsestError(
      'image',
      `The ${what} is ${width}x${height} pixels, too small to edit.`,
      `Use one of at least ${minSide}x${minSide} pixels.`,
    )
  if (Math.max(width, height) > maxSide)
    throw new PalimpsestError(
      'image',
      `The ${what} is ${width}x${height} pixels, and neither side can have more than ${maxSide}.`,
      'Cut it or scale it down first.',
    )
  if (width * height > maxPixels)
    throw new PalimpsestError(
      'image',
      `The ${what} is ${width}x${height} pixels, more than the ${maxPixels / 1e6} million that can be edited.`,
      'Scale it down to at most 8000x8000 pixels first.',
    )
}
