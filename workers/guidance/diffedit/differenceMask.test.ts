import { describe, expect, it } from 'vitest'
import { tensor } from '../../tensor/tensor'
import { differenceMask } from './differenceMask'

/** Of two channels of 1 x 4 pixels. */
const noise = (...values: number[]) => tensor(Float32Array.from(values), [1, 2, 1, 4])
const none = noise(0, 0, 0, 0, 0, 0, 0, 0)

describe('where two descriptions differ', () => {
  it('is where they do by more than the threshold times the mean, over channels and pairs', () => {
    // Differences of 0, 1, 3 and 4, whose mean is 2: the sign, and which of the two is larger, do not matter.
    const pair = [noise(0, -1, 2, 0, 0, 0, 0, 4), noise(0, 0, 0, 0, 0, 0, 1, 0)] as const
    const found = (threshold: number) => [...differenceMask([pair], threshold).data]
    expect(found(0.4)).toEqual([0, 1, 1, 1])
    // As much as the threshold is not more.
    expect(found(0.5)).toEqual([0, 0, 1, 1])
    expect(found(1.5)).toEqual([0, 0, 0, 1])
    expect(differenceMask([pair], 1).shape).toEqual([1, 1, 1, 4])
    const other = [none, noise(9, 0, 0, 0, 0, 0, 0, 0)] as const
    expect([...differenceMask([pair, other], 1).data]).toEqual([1, 0, 0, 0])
  })

  it('is nowhere, and said so', () => {
    expect(() => differenceMask([[none, none]], 1)).toThrow('nothing to redraw')
    const [ones, nearly] = [noise(1, 1, 1, 1, 1, 1, 1, 1), noise(1, 1.00002, 1, 1, 1, 1, 1, 1)]
    expect(() => differenceMask([[ones, nearly]], 1)).toThrow('nothing to redraw')
    // One word's difference is a hundredth, and more than rounding.
    const word = noise(1, 1.01, 1, 1, 1, 1, 1, 1)
    expect([...differenceMask([[ones, word]], 1).data]).toEqual([0, 1, 0, 0])
    const everywhere = noise(1, 1, 1, 1, 0, 0, 0, 0)
    expect(() => differenceMask([[none, everywhere]], 1)).toThrow(
      'No place of the picture differs by 1 times',
    )
    expect([...differenceMask([[none, everywhere]], 0.9).data]).toEqual([1, 1, 1, 1])
  })
})
