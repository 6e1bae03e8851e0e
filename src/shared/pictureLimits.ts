// What size of picture can be edited, checked alike by the page, the engine and the recipe runner.
import { PalimpsestError } from './errors'
import type { Message } from './message'
import { messages } from './messages'

/** Shorter side, in pixels: below it there is nothing to edit. */
const minSide = 16
/** Pixels in all: four bytes each, several copies. */
export const maxPixels = 64_000_000
/** No browser has a larger canvas. */
const maxSide = 65_535

/** Of either side, in pixels. */
export const sideLimits = { least: minSide, most: maxSide } as const

/** @throws PalimpsestError('image') when a new picture is too large to be edited once it is enlarged. */
export function checkEnlarged(size: {
  readonly width: number
  readonly height: number
  readonly enlarge?: number | undefined
}): void {
  const { width, height, enlarge = 1 } = size
  checkPictureSize(width * enlarge, height * enlarge, messages.enlargedPicture())
}

/** @throws PalimpsestError('image') when the picture is too small or too large to be edited. */
export function checkPictureSize(width: number, height: number, what: Message = messages.picture()): void {
  const size = { what, width, height }
  if (Math.min(width, height) < minSide)
    throw new PalimpsestError(messages.tooSmall({ ...size, least: minSide }))
  if (Math.max(width, height) > maxSide)
    throw new PalimpsestError(messages.sideTooLong({ ...size, most: maxSide }))
  if (width * height > maxPixels)
    throw new PalimpsestError(messages.tooLarge({ ...size, most: maxPixels / 1e6 }))
}
