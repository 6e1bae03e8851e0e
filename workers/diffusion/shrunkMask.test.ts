import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { shrunkMask } from './shrunkMask'

const mask = (rows: readonly (readonly number[])[]) =>
  tensor(Float32Array.from(rows.flat()), [1, 1, rows.length, rows[0]!.length])
const rowsOf = (rows: readonly (readonly number[])[], height: number, width: number) => {
  const { data, shape } = shrunkMask(mask(rows), height, width)
  expect(shape).toEqual([1, 1, height, width])
  return Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)])
}

describe('a mask at another size', () => {
  it('is the mean of what each pixel covers', () => {
    const rows = [
      [1, 0, 1, 1],
      [0, 0, 1, 1],
      [0, 1, 0, 0],
      [1, 1, 0, 0.5],
    ]
    expect(rowsOf(rows, 2, 2)).toEqual([
      [0.25, 1],
      [0.75, 0.125],
    ])
    expect(rowsOf(rows, 4, 2)).toEqual([
      [0.5, 1],
      [0, 1],
      [0.5, 0],
      [1, 0.25],
    ])
  })

  it('takes whole pixels where sizes do not divide, each once', () => {
    expect(rowsOf([[1, 0, 0, 1, 1]], 1, 2)).toEqual([[0.5, Math.fround(2 / 3)]])
    expect(rowsOf([[1], [0], [0], [1], [1]], 2, 1)).toEqual([[0.5], [Math.fround(2 / 3)]])
  })

  it('repeats pixels where it is enlarged, and in one direction alone', () => {
    expect(rowsOf([[1, 0.5]], 2, 4)).toEqual([
      [1, 1, 0.5, 0.5],
      [1, 1, 0.5, 0.5],
    ])
    expect(rowsOf([[1, 0, 1, 0]], 3, 2)).toEqual([
      [0.5, 0.5],
      [0.5, 0.5],
      [0.5, 0.5],
    ])
  })

  it('is the mask itself where it has that size', () => {
    const own = mask([[1, 0]])
    expect(shrunkMask(own, 1, 2)).toBe(own)
    // As many pixels, but not as high.
    expect(shrunkMask(own, 2, 1).shape).toEqual([1, 1, 2, 1])
  })
})
