import { describe, expect, it } from 'vitest'
import { entryFor } from './startFor'

describe('a run that begins from a picture', () => {
  const schedule = { steps: 10, entries: 19, runsPerStep: 2 }

  it.each([
    [1, 0],
    // floor(9.9) = 9 steps are run.
    [0.99, 2],
    [0.5, 10],
    [0.1, 18],
  ])('of strength %f begins with a whole step', (strength, entry) => {
    expect(entryFor(strength, schedule)).toBe(entry)
  })

  it('runs nothing at strength 0, or where less than a step is left', () => {
    expect(entryFor(0, schedule)).toBe(19)
    expect(entryFor(0.09, schedule)).toBe(19)
  })

  it('counts single runs where a step is one', () => {
    expect(entryFor(0.3, { steps: 10, entries: 11, runsPerStep: 1 })).toBe(7)
    expect(entryFor(0.8, { steps: 1, entries: 1, runsPerStep: 1 })).toBe(1)
  })
})
