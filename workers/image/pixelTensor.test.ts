import { expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { pixelsFromUnit } from './pixelTensor'

it('pictures that guides show are opaque, grey where they have one channel', () => {
  const grey = pixelsFromUnit(tensor(Float32Array.of(0, 1, 0.5, 2), [1, 1, 1, 4]))
  expect(grey).toMatchObject({ width: 4, height: 1 })
  expect([...grey.data]).toEqual([0, 0, 0, 255, 255, 255, 255, 255, 128, 128, 128, 255, 255, 255, 255, 255])
  const colour = pixelsFromUnit(tensor(Float32Array.of(1, 0, 0.2, 0.4, 0, 1), [1, 3, 1, 2]))
  expect([...colour.data]).toEqual([255, 51, 0, 255, 0, 102, 255, 255])
})
