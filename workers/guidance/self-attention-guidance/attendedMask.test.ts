import { expect, it } from 'vitest'
import { tensor } from '../../tensor/tensor'
import { attendedMask } from './attendedMask'

it('what a self-attention looks at more than on average is 1, over all heads and places', () => {
  // Two heads of 1 x 2 pixels of latents of 2 x 3: each row says how a pixel's attention is shared out.
  const probabilities = tensor(Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.5, 0.5, 0.6, 0.4), [1, 2, 2, 2])
  const mask = attendedMask(probabilities, [2, 3], 1)
  // The first is given (0.9 + 0.2 + 0.5 + 0.6) / 2 = 1.1, the second 0.9.
  expect([[...mask.data], mask.shape]).toEqual([
    [1, 0],
    [1, 1, 1, 2],
  ])
  // As much as on average is not more.
  const even = tensor(Float32Array.of(0.5, 0.5, 0.5, 0.5), [1, 1, 2, 2])
  expect([...attendedMask(even, [1, 2], 0).data]).toEqual([0, 0])
  expect(() => attendedMask(probabilities, [4, 4], 1)).toThrow('An attention over 2 pixels is no map of 2x2.')
})
