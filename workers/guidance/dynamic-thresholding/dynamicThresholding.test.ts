import { describe, expect, it } from 'vitest'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { Step } from '../../diffusion/step'
import { combineLinear, lerp } from '../../tensor/arithmetic'
import { quantile } from '../../tensor/quantile'
import { tensor, type Tensor } from '../../tensor/tensor'
import { dynamicThresholding } from './dynamicThresholding'
import { withinRangeOf } from './withinRangeOf'

const wave = (factor: number, offset = 0) =>
  tensor(
    Float32Array.from({ length: 128 }, (_, at) => offset + factor * Math.sin(at)),
    [1, 2, 8, 8],
  )
/** Of 2 x 1 pixels a channel. */
const channels = (...values: number[]) => tensor(Float32Array.from(values), [1, values.length / 2, 1, 2])
const range = (values: Float32Array) => quantile(values.map(Math.abs), 1)

describe('the range of a channel', () => {
  it('becomes that of the model where it is wider, about its own mean', () => {
    // 5 ± 4 about a model of 1 ± 2; a channel that is as wide as the model's stays; one of no width too.
    const x = channels(1, 9, 3, -1, 7, 7)
    const model = channels(-1, 3, 0, 4, 5, 5)
    expect([...withinRangeOf(model, x, 1).data]).toEqual([3, 7, 3, -1, 7, 7])
    expect([...x.data]).toEqual([1, 9, 3, -1, 7, 7])
  })

  it('is about the mean, so that what both are moved by does not matter', () => {
    const plain = withinRangeOf(wave(1), wave(4), 0.9).data
    const moved = withinRangeOf(wave(1, 5), wave(4, -3), 0.9).data
    plain.forEach((value, at) => expect(moved[at]).toBeCloseTo(value - 3, 5))
  })

  it('stays where it is narrower', () => {
    expect(withinRangeOf(wave(4), wave(1), 0.99).data).toEqual(wave(1).data)
  })

  it('cuts what lies outside of the percentile, on both sides', () => {
    const spiked = wave(4)
    spiked.data[10] = 400
    spiked.data[11] = -400
    const thresholded = withinRangeOf(wave(1), spiked, 0.9).data.subarray(0, 64)
    expect(range(thresholded)).toBeLessThan(1.1)
    expect(thresholded[10]).toBe(Math.max(...thresholded))
    expect(thresholded[11]).toBe(Math.min(...thresholded))
  })
})

describe('dynamic thresholding', () => {
  const [alphaBar, latents] = [0.3, wave(2)]
  const predictOriginal = (noise: Tensor) =>
    combineLinear([
      [1 / Math.sqrt(alphaBar), latents],
      [-Math.sqrt(1 / alphaBar - 1), noise],
    ])
  const [plain, guided] = [wave(0.5), wave(-6)]
  const step = { index: 0, count: 2, carriedAlphaBar: alphaBar, predictOriginal, run: async () => plain }

  it.each([0, 0.4, 1])(
    'brings the clean estimate so far back to the range of the prompt’s: %f',
    async (strength) => {
      const values = { strength, percentile: 0.9 }
      const guide = await dynamicThresholding.create(values, {} as GuideEnvironment)
      const noise = await guide.afterCombine!(guided, step as unknown as Step)
      const whole = withinRangeOf(predictOriginal(plain), predictOriginal(guided), 0.9)
      const wanted = lerp(predictOriginal(guided), whole, strength)
      predictOriginal(noise).data.forEach((value, at) => expect(value).toBeCloseTo(wanted.data[at]!, 4))
    },
  )
})
