import { expect, test } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { columnsOf, edgeStrength, intersectionOverUnion, psnr, seam } from './pictureScores'

/** A grey picture, its levels row by row. */
const grey = (...rows: readonly (readonly number[])[]): Pixels => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8ClampedArray.from(rows.flat().flatMap((level) => [level, level, level, 255])),
})

test('a difference of one level everywhere is 48.13 dB, and counts only where it is asked for', () => {
  const [a, b] = [grey([10, 20], [30, 40]), grey([11, 21], [31, 140])]
  expect(psnr(a, b, (at) => at < 3)).toBeCloseTo(20 * Math.log10(255), 2)
  expect(psnr(a, b)).toBeCloseTo(-10 * Math.log10((3 + 100 ** 2) / 4 / 255 ** 2), 3)
  expect(psnr(a, a)).toBe(100)
})

test('pictures of different sizes are not compared', () => {
  expect(() => psnr(grey([1, 2]), grey([1]))).toThrow('2x1 pixels cannot be compared with 1x1')
})

test('an edge is as strong as its step, and a soft one of the same step is not stronger', () => {
  const row = [0, 0, 0, 255, 255, 255]
  // Of the four inner columns the two at the step have a gradient of 1.
  expect(edgeStrength(grey(row, row, row))).toBeCloseTo(0.5)
  expect(edgeStrength(grey(...row.map((level) => Array.from({ length: 3 }, () => level))))).toBeCloseTo(0.5)
  const soft = [0, 0, 100, 155, 255, 255]
  expect(edgeStrength(grey(soft, soft, soft))).toBeLessThanOrEqual(0.5 + 1e-6)
  expect(edgeStrength(grey([9, 9, 9], [9, 9, 9], [9, 9, 9]))).toBe(0)
})

test('a seam is a change that is larger than those beside it', () => {
  const even = Array.from({ length: 64 }, (_, x) => 2 * x)
  expect(seam(grey(even), [16, 32, 48])).toBeCloseTo(1)
  const torn = even.map((level, x) => level + (x >= 32 ? 42 : 0))
  // Across: seven steps of 2 and one of 44, in place of seven steps of 2.
  expect(seam(grey(torn), [32])).toBeCloseTo((14 + 42) / 14)
  expect(seam(grey(torn), [16])).toBeCloseTo(1)
})

test('a part has the columns asked for', () => {
  expect(columnsOf(grey([1, 2, 3], [4, 5, 6]), 1, 2)).toEqual(grey([2, 3], [5, 6]))
})

test('masks are compared by what both cover', () => {
  expect(intersectionOverUnion(grey([255, 255, 0, 0]), grey([0, 255, 255, 0]))).toBeCloseTo(1 / 3)
  expect(intersectionOverUnion(grey([0]), grey([0]))).toBe(1)
})
