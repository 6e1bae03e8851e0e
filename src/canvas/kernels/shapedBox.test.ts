import { describe, expect, it } from 'vitest'
import { boxOfAspect, boxOfSize, sizeOfShape } from './shapedBox'

const canvas = { left: 0, top: 0, right: 640, bottom: 480 }

const limits = { least: 16, most: 1000 }

describe('a box of a shape', () => {
  it('is the largest one inside, about the middle', () => {
    expect(boxOfAspect(canvas, 1, limits)).toEqual({ left: 80, top: 0, right: 560, bottom: 480 })
    expect(boxOfAspect(canvas, 16 / 9, limits)).toEqual({ left: 0, top: 60, right: 640, bottom: 420 })
    expect(boxOfAspect(canvas, 640 / 480, limits)).toEqual(canvas)
  })

  it('reaches beyond where it would be too narrow to be edited', () => {
    const strip = { left: 0, top: 0, right: 512, bottom: 20 }
    expect(boxOfAspect(strip, 9 / 16, limits)).toEqual({ left: 248, top: -4, right: 264, bottom: 24 })
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

describe('the size of a shape', () => {
  it('keeps the shape at either limit', () => {
    expect(sizeOfShape(1, 16 / 9, limits)).toEqual({ width: 28, height: 16 })
    expect(sizeOfShape(9999, 16 / 9, limits)).toEqual({ width: 1000, height: 563 })
    expect(sizeOfShape(9999, 0.5, limits)).toEqual({ width: 500, height: 1000 })
  })

  it('gives the shape up where no size within the limits has it', () => {
    expect(sizeOfShape(500, 200, limits)).toEqual({ width: 1000, height: 16 })
  })
})
