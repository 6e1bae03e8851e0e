import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../tensor/tensor'
import { crop, merge, type View } from './views'

/** Two channels of 2 x 3: 1 to 6, and 11 to 16. */
const canvas = tensor(Float32Array.of(1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16), [1, 2, 2, 3])
const whole: View = { top: 0, left: 0, height: 2, width: 3 }
const filled = ({ height, width }: View, value: number): Tensor =>
  tensor(new Float32Array(height * width).fill(value), [1, 1, height, width])

describe('a part of the canvas', () => {
  it('is the canvas itself where it is all of it', () => {
    expect(crop(canvas, whole)).toBe(canvas)
    expect(merge([{ view: whole, latents: canvas }], canvas.shape)).toBe(canvas)
  })

  it.each<[Partial<View>, number[]]>([
    [{ top: 1, height: 1 }, [4, 5, 6, 14, 15, 16]],
    [{ left: 1, width: 2 }, [2, 3, 5, 6, 12, 13, 15, 16]],
    [{ height: 1 }, [1, 2, 3, 11, 12, 13]],
    [{ width: 2 }, [1, 2, 4, 5, 11, 12, 14, 15]],
    // Beyond the right edge a circular canvas begins again.
    [{ left: 2 }, [3, 1, 2, 6, 4, 5, 13, 11, 12, 16, 14, 15]],
  ])('of %j is what lies there', (part, expected) => {
    expect([...crop(canvas, { ...whole, ...part }).data]).toEqual(expected)
  })
})

describe('parts of the canvas', () => {
  const row = (left: number, width: number, weight?: number[]): View => ({
    top: 0,
    left,
    height: 1,
    width,
    ...(weight && { weight: Float32Array.from(weight) }),
  })
  const merged = (parts: readonly (readonly [View, number])[]) => [
    ...merge(
      parts.map(([view, value]) => ({ view, latents: filled(view, value) })),
      [1, 1, 1, 4],
    ).data,
  ]

  it('are averaged by their weights', () => {
    expect(
      merged([
        [row(0, 3, [1, 1, 3]), 1],
        [row(2, 2, [1, 5]), 9],
      ]),
    ).toEqual([1, 1, 3, 9])
    // Of no weight is as if it were not there.
    expect(
      merged([
        [row(0, 4), 1],
        [row(0, 4, [0, 0, 0, 1]), 5],
      ]),
    ).toEqual([1, 1, 1, 3])
  })

  it('go round a circular canvas', () => {
    expect(
      merged([
        [row(3, 2), 2],
        [row(0, 4), 0],
      ]),
    ).toEqual([1, 0, 0, 1])
  })

  it('must cover every pixel', () => {
    expect(() => merged([[row(0, 3), 1]])).toThrow('No view covers the latent pixel 3, 0.')
    const hole = row(0, 3, [1, 0, 1])
    expect(() =>
      merged([
        [hole, 1],
        [row(2, 2), 1],
      ]),
    ).toThrow('No view covers the latent pixel 1, 0.')
    const upper: View = { top: 0, left: 0, height: 1, width: 3 }
    expect(() => merge([{ view: upper, latents: filled(upper, 1) }], [1, 1, 2, 3])).toThrow('pixel 0, 1.')
  })

  it.each<[string, Partial<View>]>([
    ['above', { top: -1 }],
    ['below', { top: 1 }],
    ['to the right', { left: 3 }],
  ])('must not lie %s of it', (_, moved) => {
    const view = { ...whole, ...moved }
    expect(() =>
      merge(
        [
          { view: whole, latents: filled(whole, 1) },
          { view, latents: filled(view, 1) },
        ],
        [1, 1, 2, 3],
      ),
    ).toThrow('reaches outside of the 3x2 canvas')
  })
})
