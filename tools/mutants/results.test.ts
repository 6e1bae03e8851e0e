import { describe, expect, it } from 'vitest'
import type { Mutant } from './findMutants'
import { foundOf, joined, tally, type Found } from './results'

const mutant = (id: number, key = `${id}`): Mutant => ({ id, key, file: 'a.ts', line: 1, was: '', is: '' })
const found = (
  rest: Partial<Record<'killed' | 'covered' | 'early', number[]>> & { isWhole?: boolean } = {},
): Found => ({
  tried: new Set([0, 1, 2, 3]),
  killed: new Set(rest.killed),
  covered: new Set(rest.covered),
  early: new Set(rest.early),
  isWhole: rest.isWhole ?? true,
})
const four = [0, 1, 2, 3].map((id) => mutant(id))

describe('results', () => {
  it('say what became of each, but of those that a test cannot switch on', () => {
    expect(joined(four, {}, found({ killed: [0], covered: [0, 1], early: [2] }))).toEqual({
      0: 'killed',
      1: 'survived',
      3: 'uncovered',
    })
    // Reached early and by a test too.
    expect(joined(four.slice(2, 3), {}, found({ covered: [2], early: [2] }))).toEqual({ 2: 'survived' })
  })

  it('add up: a kill stays, the others are tried again, and lines that are gone are dropped', () => {
    const before = { 0: 'killed', 1: 'survived', 9: 'killed' } as const
    expect(joined(four.slice(0, 2), before, found({ killed: [1], covered: [1] }))).toEqual({
      0: 'killed',
      1: 'killed',
    })
    // What was not drawn this time keeps what it had.
    expect(joined([mutant(7, '1')], before, found())).toEqual({ 1: 'survived' })
  })

  it('of a run that was ended early are its kills and what was known before; the others stay open', () => {
    const ended = found({ killed: [1], isWhole: false })
    const results = joined(four, { 2: 'survived' }, ended)
    expect(results).toEqual({ 0: 'open', 1: 'killed', 2: 'survived', 3: 'open' })
    expect(tally({ 'a.ts': results }, 'a', 'a')).toMatch(/1 of 4 killed +25\.0 %, 2 not known yet$/)
    // The next run settles them.
    expect(joined(four, results, found({ covered: [0] }))).toEqual({
      0: 'survived',
      1: 'killed',
      2: 'uncovered',
      3: 'uncovered',
    })
  })

  it('are of a whole run only when every file of tests has ended', () => {
    const end = (file: string) => ({ ended: [file], covered: [1], early: [] })
    const begun = { files: ['a', 'b'] }
    expect(foundOf([begun, { killed: 1, by: 'x' }, end('a')])).toMatchObject({
      killed: new Set([1]),
      isWhole: false,
    })
    expect(foundOf([begun, end('a'), end('b')]).isWhole).toBe(true)
    expect(foundOf([]).isWhole).toBe(false)
  })

  it('are counted by the beginning of their paths', () => {
    const results = {
      'a/b.ts': { x: 'killed', y: 'survived' },
      'a/c.ts': { z: 'uncovered' },
      'd.ts': {},
    } as const
    expect(tally(results, 'a', 'a/')).toMatch(/^a +1 of 3 killed +33\.3 %$/)
    expect(tally(results, 'b', 'a/b.ts')).toMatch(/1 of 2 killed +50\.0 %$/)
    expect(tally(results, 'd', 'd.ts')).toMatch(/0 of 0 killed +0\.0 %$/)
  })
})
