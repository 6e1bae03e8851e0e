import { assert, constantFrom, double, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { trackCurve } from './trackCurve'

describe('a curved track', () => {
  it('puts the usual value near the middle', () => {
    const brush = trackCurve({ min: 1, max: 512, step: 1 }, 24)
    expect(brush?.place(24)).toBeCloseTo(0.4)
    expect(brush?.value(0.4)).toBe(24)
    expect([brush?.value(0), brush?.value(1), brush?.value(2)]).toEqual([1, 512, 512])
  })

  it('is straight where the usual value has room already, or is an end', () => {
    expect(trackCurve({ min: 1, max: 60, step: 1 }, 20)).toBeUndefined()
    expect(trackCurve({ min: 1, max: 8, step: 1 }, 1)).toBeUndefined()
  })

  it('gives back each value that it was given a place for, in any range', () => {
    const ranges = record({
      min: integer({ min: -10, max: 10 }),
      steps: integer({ min: 5, max: 5000 }),
      step: constantFrom(1, 0.5, 0.1, 0.05, 0.01),
      share: double({ min: 0.001, max: 0.249, noNaN: true }),
      at: double({ min: 0, max: 1, noNaN: true }),
    })
    assert(
      property(ranges, ({ min, steps, step, share, at }) => {
        const max = min + steps * step
        const curve = trackCurve({ min, max, step }, min + share * (max - min))
        const value = min + Math.round(at * steps) * step
        expect(curve?.value(curve.place(value))).toBeCloseTo(value, 8)
      }),
    )
  })
})
