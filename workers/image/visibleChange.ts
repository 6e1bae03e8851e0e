// What an edit visibly changed, found by comparing it with what the autoencoder makes of the picture without an edit:
// both lost the same detail on the way, so what differs is the edit.
import type { Pixels } from '../../src/shared/pixels'
import type { Mask } from './mask'

/** Standard deviation of the blur in pixels of the working size: finer differences are noise. */
const blur = 1.5
/** Of 255: a change of a channel that one sees beside the unchanged colour. */
const visible = 20

/**
 * 1 where the two pictures differ visibly, 0 elsewhere.
 * @param edited and
 * @param unedited of one size, opaque
 */
export function visibleChange(edited: Pixels, unedited: Pixels): Mask {
  const { width, height } = edited
  const data = largestDifference(edited, unedited, blur).map((value) => Number(value > visible))
  return { width, height, data }
}

/**
 * By how much of 255 the channel differs that differs most, at each pixel.
 * @param edited and
 * @param unedited of one size, opaque
 * @param blur standard deviation in pixels of a Gaussian blur of the difference
 */
export function largestDifference(edited: Pixels, unedited: Pixels, blur: number): Float32Array {
  const { width, height } = edited
  const largest = new Float32Array(width * height)
  for (let c = 0; c < 3; c++) {
    const difference = new Float32Array(width * height)
    for (let at = 0; at < difference.length; at++)
      difference[at] = (edited.data[at * 4 + c] as number) - (unedited.data[at * 4 + c] as number)
    blurred(difference, width, height, blur).forEach((value, at) => {
      largest[at] = Math.max(largest[at] as number, Math.abs(value))
    })
  }
  return largest
}

/** A Gaussian blur, the edges repeated outwards. */
function blurred(values: Float32Array, width: number, height: number, blur: number): Float32Array {
  const reach = Math.ceil(3 * blur)
  const weights = Array.from({ length: 2 * reach + 1 }, (_, k) =>
    Math.exp(-((k - reach) ** 2) / (2 * blur * blur)),
  )
  const sum = weights.reduce((a, b) => a + b)
  const along = (from: Float32Array, length: number, stride: number, line: (at: number) => number) => {
    const out = new Float32Array(from.length)
    for (let at = 0; at < from.length; at++) {
      const place = line(at)
      let total = 0
      for (let k = -reach; k <= reach; k++) {
        const there = Math.min(Math.max(place + k, 0), length - 1)
        total += (weights[k + reach] as number) * (from[at + (there - place) * stride] as number)
      }
      out[at] = total / sum
    }
    return out
  }
  const rows = along(values, width, 1, (at) => at % width)
  return along(rows, height, width, (at) => Math.floor(at / width))
}
