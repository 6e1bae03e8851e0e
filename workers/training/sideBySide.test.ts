import { expect, it } from 'vitest'
import { splitBatch } from '../tensor/batch'
import { sideBySide } from './sideBySide'

const grey = (level: number) => ({
  width: 64,
  height: 64,
  data: Uint8ClampedArray.from({ length: 4 * 64 * 64 }, (_, at) => (at % 4 === 3 ? 255 : level)),
})

it('puts two pictures beside each other, whose edges go on above and below', () => {
  const { pixels } = sideBySide(grey(40), grey(200), { size: 128, scaleFactor: 8 })
  const levelAt = (x: number, y: number) => pixels.data[4 * (y * pixels.width + x)]
  expect([pixels.width, pixels.height]).toEqual([128, 128])
  for (const y of [0, 31, 64, 127]) expect([levelAt(10, y), levelAt(120, y)]).toEqual([40, 200])
})

it('counts neither what is above and below nor the seam', () => {
  const { mask } = sideBySide(grey(40), grey(200), { size: 128, scaleFactor: 8 })
  const [{ data, shape }] = splitBatch(mask) as [typeof mask]
  expect(shape).toEqual([1, 1, 16, 16])
  const row = (y: number) => [...data.subarray(16 * y, 16 * (y + 1))].join('')
  expect([row(3), row(4), row(11), row(12)]).toEqual([
    '0'.repeat(16),
    '1111111001111111',
    '1111111001111111',
    '0'.repeat(16),
  ])
})
