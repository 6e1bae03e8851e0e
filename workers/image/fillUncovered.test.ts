import { describe, expect, it } from 'vitest'
import { emptyPixels, type Pixels } from '../../src/shared/pixels'
import { fillUncovered } from './fillUncovered'
import type { Mask } from './mask'

const fullMask = (width: number, height: number): Mask => ({
  width,
  height,
  data: new Float32Array(width * height).fill(1),
})

/** One row; null is transparent, a number an opaque grey. */
function row(...greys: readonly (number | null)[]): Pixels {
  const pixels = emptyPixels(greys.length, 1)
  greys.forEach((grey, at) => {
    if (grey !== null) pixels.data.set([grey, grey, grey, 255], at * 4)
  })
  return pixels
}
const greysOf = ({ data }: Pixels) => [...data].filter((_, at) => at % 4 === 0)
const alphasOf = ({ data }: Pixels) => [...data].filter((_, at) => at % 4 === 3)

describe('filling what a picture does not cover', () => {
  it('continues the nearest pixel to both sides', () => {
    const filled = fillUncovered(row(null, null, 10, 20, null, null), fullMask(6, 1))
    expect(greysOf(filled)).toEqual([10, 10, 10, 20, 20, 20])
    expect(alphasOf(filled)).toEqual([255, 255, 255, 255, 255, 255])
  })

  it('leaves alone what no mask covers', () => {
    const mask = fullMask(3, 1)
    mask.data[0] = 0
    expect(alphasOf(fillUncovered(row(null, 10, null), mask))).toEqual([0, 255, 255])
    const picture = row(null, 10)
    expect(fillUncovered(picture, undefined)).toBe(picture)
  })

  it('makes an empty picture opaque black', () => {
    const filled = fillUncovered(emptyPixels(2, 2), fullMask(2, 2))
    expect(alphasOf(filled)).toEqual([255, 255, 255, 255])
    expect(greysOf(filled)).toEqual([0, 0, 0, 0])
  })
})
