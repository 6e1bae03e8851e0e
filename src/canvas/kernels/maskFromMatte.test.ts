import { expect, it } from 'vitest'
import { maskFromMatte } from './maskFromMatte'

const picture = { width: 8, height: 4 }
const row = (...values: number[]) => ({ width: values.length, height: 1, coverage: Uint8Array.from(values) })

it('keeps what covers a pixel in part, at the size of the picture', () => {
  const { width, height, data } = maskFromMatte(row(0, 0, 128, 255), picture)
  expect([width, height]).toEqual([8, 4])
  // By a tent between the cells' middles; each row is the same.
  for (let y = 0; y < 4; y++)
    expect(Array.from(data.subarray(y * 8, y * 8 + 8))).toEqual([0, 0, 0, 32, 96, 160, 223, 255])
})

it('takes the noise of a network for nothing, and nearly all for all', () => {
  const { data } = maskFromMatte(row(0, 3, 8, 9, 246, 247, 252, 255), { width: 8, height: 1 })
  expect([...data]).toEqual([0, 0, 0, 9, 246, 255, 255, 255])
})
