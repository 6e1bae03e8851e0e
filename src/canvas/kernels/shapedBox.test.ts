import { describe, expect, it } from 'vitest'
import { boxOfAspect, boxOfSize } from './shapedBox'

const canvas = { left: 0, top: 0, right: 640, bottom: 480 }

describe('a box of a shape', () => {
  it('is the largest one inside, about the middle', () => {
    expect(boxOfAspect(canvas, 1)).toEqual({ left: 80, top: 0, right: 560, bottom: 480 })
    expect(boxOfAspect(canvas, 16 / 9)).toEqual({ left: 0, top: 60, right: 640, bottom: 420 })
    expect(boxOfAspect(canvas, 640 / 480)).toEqual(canvas)
    expect(boxOfAspect({ left: 3, top: 3, right: 5, bottom: 5 }, 100)).toEqual({
      left: 3,
      top: 4,
      right: 5,
      bottom: 5,
    })
  })

  it('has the size that is asked for, beyond the other one too', () => {
    expect(boxOfSize(canvas, { width: 1024, height: 512 })).toEqual({
      left: -192,
      top: -16,
      right: 832,
      bottom: 496,
    })
  })
})
