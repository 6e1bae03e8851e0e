import { expect, it } from 'vitest'
import { tensor } from '../../tensor/tensor'
import { strongest } from './strongest'

it('the strongest values of each channel are kept, by their size', () => {
  const x = tensor(Float32Array.of(1, -4, 2, 3, 10, 20, -30, 40), [1, 2, 2, 2])
  const kept = (share: number) => [...strongest(x, share).data]
  // The quantile of sizes 1, 2, 3, 4 at a half is 2.5, and at 1/3 it is 2, which is large enough.
  expect(kept(0.5)).toEqual([0, -4, 0, 3, 0, 0, -30, 40])
  expect(kept(1 / 3)).toEqual([0, -4, 2, 3, 0, 20, -30, 40])
  expect(kept(0)).toEqual([...x.data])
  expect(kept(1)).toEqual([0, -4, 0, 0, 0, 0, 0, 40])
  expect(strongest(x, 0.5).shape).toEqual(x.shape)
})
