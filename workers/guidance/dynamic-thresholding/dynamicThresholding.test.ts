import { describe, expect, it } from 'vitest'
import { quantile } from '../../tensor/quantile'
import { tensor } from '../../tensor/tensor'
import { withinRangeOf } from './withinRangeOf'

const wave = (factor: number, offset = 0) =>
  tensor(
    Float32Array.from({ length: 128 }, (_, at) => offset + factor * Math.sin(at)),
    [1, 2, 8, 8],
  )
const range = (values: Float32Array) => quantile(values.map(Math.abs), 1)

describe('the range of a channel', () => {
  it('becomes that of the model where it is wider, about its own mean', () => {
    const thresholded = withinRangeOf(wave(1, 5), wave(4), 1)
    // sin over 64 values has a mean of about 0.02.
    expect(range(thresholded.data.subarray(0, 64))).toBeCloseTo(1, 1)
  })

  it('stays where it is narrower', () => {
    expect(withinRangeOf(wave(4), wave(1), 0.99).data).toEqual(wave(1).data)
  })

  it('cuts what lies outside of the percentile', () => {
    const spiked = wave(4)
    spiked.data[10] = 400
    const thresholded = withinRangeOf(wave(1), spiked, 0.9)
    expect(Math.max(...thresholded.data.subarray(0, 64))).toBeLessThan(10)
  })
})
