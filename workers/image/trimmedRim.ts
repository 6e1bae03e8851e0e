// Where the soft rim of an edit is the edit's. The autoencoder blurs what lies beside an outline, with the edit and without: laid over
// the picture that is a haze around whatever changed. There both look alike, and the picture's own pixels stay.
import type { Pixels } from '../../src/shared/pixels'
import { distanceToMask } from './feather'
import { fromOutside } from './fromOutside'
import { alike, blur, hazeOf, seen, smoothStep } from './haze'
import type { Mask } from './mask'
import { squareExtreme } from './squareExtreme'
import { largestDifference } from './visibleChange'

/** Side in pixels of the gaps that are closed: outlines cross, and leave alike what differs on both of their sides. */
const gap = 5

/**
 * How much of an edit to lay over the picture at most, at each pixel of the working size: 1 inside of what changed, and around it by
 * how much the edit differs.
 * @param edited of working size, opaque, as
 * @param unedited what the autoencoder makes of the picture without the edit, and
 * @param picture the picture itself
 * @param change binary, as `settledChange` gives it
 */
export function trimmedRim(edited: Pixels, unedited: Pixels, picture: Pixels, change: Mask): Mask {
  const { width, height } = change
  const shares = largestDifference(edited, unedited, blur).map((value) => smoothStep(value, alike, seen))
  // The morphological closing by a square.
  const widened = squareExtreme(shares, change, gap >> 1, Math.max)
  const share = squareExtreme(widened, change, gap >> 1, Math.min)
  const distance = distanceToMask(change)
  // What looks alike and is enclosed is inside.
  const isOuter = fromOutside(change, distance, (at) => (share[at] as number) < 0.5)
  const haze = hazeOf(edited, unedited, picture, change)
  const data = share.map((value, at) => (isOuter(at) ? value : 1) * (1 - (haze[at] as number)))
  return { width, height, data }
}
