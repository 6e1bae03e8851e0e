import { describe, expect, it } from 'vitest'
import { strengthOf, type Curve } from '../../../shared/curve'
import { movedPoint, withMiddlePoint, withPoint } from './curvePoints'

const bounds = { min: 0, max: 10, step: 0.5 }
const curve: Curve = [
  [0, 2],
  [0.4, 6],
  [1, 1],
]

describe('points of a curve', () => {
  it('stay between their neighbours, within the bounds, and on steps', () => {
    expect(movedPoint(curve, 1, [0.55, 3.3], bounds)[1]).toEqual([0.55, 3.5])
    expect(movedPoint(curve, 0, [0.9, -4], bounds)[0]).toEqual([0.4, 0])
    expect(movedPoint(curve, 2, [0.1, 99], bounds)[2]).toEqual([0.4, 10])
  })

  it('are added at their place', () => {
    expect(withPoint(curve, [0.7, 4], bounds)).toEqual({ curve: curve.toSpliced(2, 0, [0.7, 4]), index: 2 })
    expect(withPoint(curve, [1, 4], bounds).index).toBe(3)
  })

  it('are added in the widest gap without another course', () => {
    const more = withMiddlePoint(curve)
    expect(more).toHaveLength(4)
    for (const index of [0, 3, 7, 12, 20])
      expect(strengthOf(more).at({ index, count: 21 })).toBeCloseTo(
        strengthOf(curve).at({ index, count: 21 }),
      )
    expect(withMiddlePoint([[0, 3]])).toEqual([
      [0, 3],
      [0.5, 3],
    ])
  })
})
