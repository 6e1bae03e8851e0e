import { describe, expect, it } from 'vitest'
import { createEstimate } from './progress'

describe('the time left', () => {
  it('is the mean of the steps so far, but for the first, which loads and compiles', () => {
    let now = 0
    const estimate = createEstimate(() => now)
    const step = (milliseconds: number) => {
      now += milliseconds
      estimate.stepDone()
      return estimate.secondsLeft(10)
    }
    expect(step(9000)).toBeUndefined()
    expect(step(1000)).toBeCloseTo(8)
    expect(step(2000)).toBeCloseTo(1.5 * 7)
    for (let done = 3; done < 9; done++) step(1500)
    expect(step(1500)).toBeCloseTo(0)
  })

  it('is told by the clock where no other is given', () => {
    const estimate = createEstimate()
    for (let step = 0; step < 3; step++) estimate.stepDone()
    expect(estimate.secondsLeft(10)).toBeGreaterThanOrEqual(0)
  })
})
