import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  add,
  clamp,
  combineLinear,
  concatChannels,
  lerp,
  mean,
  multiply,
  scale,
  standardDeviation,
  subtract,
} from './arithmetic'
import { splitBatch, stackBatch } from './batch'
import { sizeOf, tensor, zeros } from './tensor'

const row = (...values: readonly number[]) => tensor(Float32Array.from(values), [values.length])

describe('a tensor', () => {
  it('has as many numbers as its shape says', () => {
    expect(sizeOf([2, 3, 4])).toBe(24)
    expect(sizeOf([])).toBe(1)
    expect(sizeOf([5, 0])).toBe(0)
    expect(zeros([2, 2]).data).toEqual(new Float32Array(4))
    expect(() => tensor(new Float32Array(5), [2, 3])).toThrow(
      '5 numbers do not fill a tensor of shape [2, 3].',
    )
  })
})

describe('arithmetic', () => {
  it('goes element by element and leaves its operands alone', () => {
    const [a, b] = [row(1, -2, 3), row(0.5, 4, -1)]
    expect(add(a, b)).toEqual(row(1.5, 2, 2))
    expect(subtract(a, b)).toEqual(row(0.5, -6, 4))
    expect(multiply(a, b)).toEqual(row(0.5, -8, -3))
    expect(lerp(a, b, 3)).toEqual(row(-0.5, 16, -9))
    expect(scale(a, -2)).toEqual(row(-2, 4, -6))
    expect(clamp(a, -1, 2)).toEqual(row(1, -1, 2))
    expect([a, b]).toEqual([row(1, -2, 3), row(0.5, 4, -1)])
  })

  it('refuses operands of different shapes, even of equal size', () => {
    const [flat, square] = [zeros([4]), zeros([2, 2])]
    for (const operation of [add, subtract, multiply])
      expect(() => operation(flat, square)).toThrow('The shapes [4] and [2, 2] differ.')
    expect(() => lerp(flat, square, 0.5)).toThrow(RangeError)
    expect(() =>
      combineLinear([
        [1, flat],
        [1, square],
      ]),
    ).toThrow(RangeError)
  })

  it('sums linear combinations in float64 and rounds once', () => {
    // In float32, 1e8 + 1 is 1e8.
    expect(
      combineLinear([
        [1, row(1e8)],
        [1, row(1)],
        [-1, row(1e8)],
      ]),
    ).toEqual(row(1))
    expect(() => combineLinear([])).toThrow('A linear combination needs at least one term.')
  })

  it('has the mean and the deviation of torch', () => {
    // torch.tensor([1., 2., 4., 9.]): mean 4, std 3.5590260
    expect(mean(row(1, 2, 4, 9))).toBe(4)
    expect(standardDeviation(row(1, 2, 4, 9))).toBeCloseTo(3.559026, 6)
    expect(() => mean(row())).toThrow(RangeError)
    expect(() => standardDeviation(row(1))).toThrow(RangeError)
  })
})

describe('joining', () => {
  it('puts channels behind one another within each item of the batch', () => {
    const one = tensor(Float32Array.of(1, 2, 3, 4), [2, 1, 2])
    const two = tensor(Float32Array.of(5, 6, 7, 8, 9, 10, 11, 12), [2, 2, 2])
    expect(concatChannels([one, two])).toEqual(
      tensor(Float32Array.of(1, 2, 5, 6, 7, 8, 3, 4, 9, 10, 11, 12), [2, 3, 2]),
    )
    expect(() => concatChannels([])).toThrow(RangeError)
    expect(() => concatChannels([zeros([1, 2, 3]), zeros([1, 2, 4])])).toThrow('cannot be joined by channels')
  })

  it('along the batch is undone by parting', () => {
    const items = fc.array(
      fc.float32Array({ minLength: 6, maxLength: 6 }).map((data) => tensor(data, [1, 2, 3])),
      { minLength: 1, maxLength: 5 },
    )
    fc.assert(
      fc.property(items, (parts) => {
        const stacked = stackBatch(parts)
        expect(stacked.shape).toEqual([parts.length, 2, 3])
        expect(splitBatch(stacked)).toEqual(parts)
      }),
    )
    expect(() => stackBatch([zeros([1, 2]), zeros([1, 3])])).toThrow('[1, 2] and [1, 3] cannot be stacked.')
    expect(() => stackBatch([])).toThrow(RangeError)
  })
})
