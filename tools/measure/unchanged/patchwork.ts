// What is wrong with an edit that was laid over a picture in parts: islands of the old picture, and seams.
import type { Pixels } from '../../../src/shared/pixels'
import { blurAlong, gaussianKernel } from '../../../workers/tensor/blurAlong'
import { connectedRegions } from '../../../src/shared/connectedRegions'

const same = (a: Pixels, b: Pixels, at: number) =>
  [0, 1, 2].every((c) => a.data[at * 4 + c] === b.data[at * 4 + c])

/** Of the picture: an island that is smaller than this looks like damage. */
const small = 1 / 256
/** Of 255: what differs less is no island to the eye. */
const seenDifference = 10

/** Small regions of the old picture's own pixels that look other than the edit there. */
export function smallIslands(result: Pixels, before: Pixels, edited: Pixels): number {
  const { labels, areas } = connectedRegions(result, (at) => same(result, before, at), 4)
  const differs = (at: number) =>
    [0, 1, 2].some((c) => Math.abs(edited.data[at * 4 + c]! - before.data[at * 4 + c]!) > seenDifference)
  const seen = new Set(labels.filter((_, at) => differs(at)))
  return areas.filter((area, label) => label > 0 && area < small * labels.length && seen.has(label)).length
}

/** Of 255 a pixel: a step that one sees on a plain surface. */
const visibleStep = 6

/**
 * Pixels at which the laying over itself makes a step that one sees: where its share of the edit changes from pixel to pixel, times
 * how much the edit and the picture differ in what is wider than noise.
 */
export function seamPixels(result: Pixels, before: Pixels, edited: Pixels): number {
  const { width, height } = result
  const share = Float32Array.from({ length: width * height }, (_, at) => shareAt(result, before, edited, at))
  const differences = [0, 1, 2].map((c) => blurredDifference(edited, before, c))
  let seen = 0
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const slope = Math.hypot(
        (share[at + 1]! - share[at - 1]!) / 2,
        (share[at + width]! - share[at - width]!) / 2,
      )
      const difference = Math.max(...differences.map((channel) => Math.abs(channel[at]!)))
      if (slope * difference > visibleStep) seen++
    }
  return seen
}

/** The share of the edit in a pixel, by its most different channel. */
function shareAt(result: Pixels, before: Pixels, edited: Pixels, at: number): number {
  let [most, share] = [0, 0]
  for (let c = 0; c < 3; c++) {
    const whole = edited.data[at * 4 + c]! - before.data[at * 4 + c]!
    if (Math.abs(whole) <= most) continue
    most = Math.abs(whole)
    share = (result.data[at * 4 + c]! - before.data[at * 4 + c]!) / whole
  }
  return share
}

function blurredDifference(a: Pixels, b: Pixels, c: number): Float32Array {
  const { width, height } = a
  const kernel = gaussianKernel(1.5, 5)
  const difference = Float32Array.from(
    { length: width * height },
    (_, at) => a.data[at * 4 + c]! - b.data[at * 4 + c]!,
  )
  const across = blurAlong(difference, { count: width, stride: 1, kernel })
  return blurAlong(across, { count: height, stride: width, kernel })
}
