// The network blurs what lies beside the outlines that it redraws, and stains it with the colours of the change: a haze on what was to
// stay. It is told from the edit by the picture itself, which is plain there, and goes on so beyond the change.
import type { Pixels } from '../../src/shared/pixels'
import { distanceToMask } from './feather'
import { fromOutside } from './fromOutside'
import type { Mask } from './mask'
import { rim } from './placement'
import { squareExtreme } from './squareExtreme'
import { largestDifference } from './visibleChange'

/** Standard deviation of the blur in pixels of the working size. */
export const blur = 0.5
/** Of 255: up to the first both look alike, from the second on the edit is seen. */
export const [alike, seen] = [6, 24]
/** Pixels: what is haze is small beside the largest change so near to it. */
const near = rim + 1
/** As shares of that change: up to the first a difference is haze, from the second on it is the edit's own. */
const [slight, own] = [0.2, 0.5]
/** Pixels of half a side: what differs slightly over a square as wide is no haze, but a shadow. */
const narrow = 3
/** A shadow takes from all channels the same share of their light, about. */
const [darker, tinted] = [0.95, 0.15]
/** Of 255: by how much a plain place differs from its neighbours, and from its like beyond the change. */
const [plain, structured] = [24, 48]
const [like, unlike] = [8, 20]
/** How far beyond the change its like is looked for, in pixels. */
const beyond = 3 * rim + 1

/**
 * How much of what an edit changes is haze, from 0 to 1, at each pixel.
 * @param edited of working size, opaque, as
 * @param unedited what the autoencoder makes of the picture without the edit, and
 * @param picture the picture itself
 * @param change binary, as `settledChange` gives it
 */
export function hazeOf(edited: Pixels, unedited: Pixels, picture: Pixels, change: Mask): Float32Array {
  const toPicture = largestDifference(edited, picture, blur)
  const difference = largestDifference(edited, unedited, blur).map((value, at) =>
    Math.min(value, toPicture[at] as number),
  )
  /** How much a difference is the edit's own, beside the largest one up to `reach` away. */
  const ownWithin = (reach: number) => {
    const largest = squareExtreme(difference, change, reach, Math.max)
    return difference.map((value, at) => {
      const most = largest[at] as number
      return smoothStep(value, Math.max(alike, slight * most), Math.max(seen, own * most))
    })
  }
  const edits = ownWithin(near)
  // Seen from so far, a shadow is one up to where the change is out of sight of what is near.
  const far = ownWithin(near + 2 * narrow + 1)
  const shades = difference.map((value, at) =>
    Math.max(0, smoothStep(value, alike, seen) - (far[at] as number)),
  )
  const wide = squareExtreme(squareExtreme(shades, change, narrow, Math.min), change, narrow, Math.max)
  const range = rangeOf(picture)
  const distance = distanceToMask(change)
  const haze = edits.map((share, at) => {
    if ((distance[at] as number) > rim) return 0
    const most =
      (1 - share) *
      (1 - (wide[at] as number)) *
      (1 - shadowAt(edited, picture, at)) *
      (1 - smoothStep(range[at] as number, plain, structured))
    return most < 0.01 ? 0 : most * (1 - smoothStep(differenceBeyond(picture, at, distance), like, unlike))
  })
  // It goes on from what does not change: inside of an edit it would be an island of the old picture.
  const isAround = fromOutside(change, distance, (at) => (haze[at] as number) > 0)
  return haze.map((share, at) => (isAround(at) ? share : 0))
}

/** How much what an edit makes of a pixel looks like a shadow on it, from 0 to 1. */
function shadowAt(edited: Pixels, picture: Pixels, at: number): number {
  const lights = [0, 1, 2].map(
    (c) => ((edited.data[at * 4 + c] as number) + 1) / ((picture.data[at * 4 + c] as number) + 1),
  )
  const [least, most] = [Math.min(...lights), Math.max(...lights)]
  return (1 - smoothStep(most, darker - 0.1, darker)) * (1 - smoothStep(most - least, tinted, 2 * tinted))
}

/** By how much each pixel's neighbourhood of 3 by 3 spans, of its channel that spans most. */
function rangeOf(picture: Pixels): Float32Array {
  const range = new Float32Array(picture.width * picture.height)
  for (let c = 0; c < 3; c++) {
    const channel = range.map((_, at) => picture.data[at * 4 + c] as number)
    const most = squareExtreme(channel, picture, 1, Math.max)
    squareExtreme(channel, picture, 1, Math.min).forEach((least, at) => {
      range[at] = Math.max(range[at] as number, (most[at] as number) - least)
    })
  }
  return range
}

/** By how much of 255 a pixel of the picture differs from that which is most like it beyond the change and near to it. */
function differenceBeyond({ width, height, data }: Pixels, at: number, distance: Float32Array): number {
  const [x, y] = [at % width, Math.floor(at / width)]
  const [r, g, b] = [0, 1, 2].map((c) => data[at * 4 + c]) as [number, number, number]
  let least = 255
  for (let row = Math.max(0, y - beyond); row <= Math.min(height - 1, y + beyond); row++)
    for (let column = Math.max(0, x - beyond); column <= Math.min(width - 1, x + beyond); column++) {
      const other = row * width + column
      if ((distance[other] as number) <= rim) continue
      const from = other * 4
      const differs = Math.max(
        Math.abs(r - (data[from] as number)),
        Math.abs(g - (data[from + 1] as number)),
        Math.abs(b - (data[from + 2] as number)),
      )
      if (differs < least) least = differs
    }
  return least
}

/** From 0 up to `low` to 1 from `high` on. */
export function smoothStep(value: number, low: number, high: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)))
  return t * t * (3 - 2 * t)
}
