import { describe, expect, it } from 'vitest'
import { spacedSigmas } from './spacedSigmas'
import { alphaBarOf, sigmaAt, tableSigmas, timestepOf } from './sigmas'
import { roundHalfEven, spacedTimesteps } from './timesteps'

const table = Float32Array.of(0.1, 0.2, 0.8, 3.2)

describe('noise levels and timesteps', () => {
  it('are found from one another, linear in the level or in its logarithm', () => {
    expect(sigmaAt(1, table)).toBeCloseTo(0.2, 6)
    expect(sigmaAt(1.5, table)).toBeCloseTo(0.5, 6)
    expect(timestepOf(0.4, table)).toBeCloseTo(1.5, 5)
    table.forEach((sigma, t) => expect(timestepOf(sigma, table)).toBeCloseTo(t, 5))
  })

  it('end where the table ends', () => {
    expect(sigmaAt(-1, table)).toBeCloseTo(0.1, 6)
    expect(sigmaAt(9, table)).toBeCloseTo(3.2, 6)
    expect([0, 0.01].map((sigma) => timestepOf(sigma, table))).toEqual([0, 0])
    expect(timestepOf(100, table)).toBe(3)
  })

  it('are those of alpha-bar, and of a little signal where none is left', () => {
    const [some, none] = tableSigmas(Float32Array.of(0.2, 0))
    expect(some).toBeCloseTo(2, 6)
    expect(alphaBarOf(2)).toBeCloseTo(0.2, 12)
    // sqrt((1 - 2^-24) / 2^-24)
    expect(none).toBeCloseTo(4096, 2)
  })
})

describe('noise levels that are spaced by a rule', () => {
  const span = { smallest: 0.1, largest: 10, steps: 5 }

  it.each(['karras', 'exponential', 'beta'] as const)(
    'of %s fall from the largest to the smallest',
    (rule) => {
      const sigmas = spacedSigmas(rule, span)
      expect(sigmas).toHaveLength(5)
      expect([sigmas[0]!, sigmas[4]!].map((sigma) => Number(sigma.toFixed(9)))).toEqual([10, 0.1])
      for (let at = 1; at < 5; at++) expect(sigmas[at]!).toBeLessThan(sigmas[at - 1]!)
      expect(spacedSigmas(rule, { ...span, steps: 1 })[0]).toBeCloseTo(10, 9)
    },
  )

  it('are evenly spaced in what the rule says', () => {
    expect(spacedSigmas('exponential', span)[2]).toBeCloseTo(1, 9)
    expect(spacedSigmas('beta', span)[2]).toBeCloseTo(5.05, 9)
    const seventh = (x: number) => x ** (1 / 7)
    expect(spacedSigmas('karras', span)[2]).toBeCloseTo(((seventh(0.1) + seventh(10)) / 2) ** 7, 9)
  })
})

describe('timesteps', () => {
  const of = (spacing: 'leading' | 'linspace' | 'trailing', steps: number, offset = 0) =>
    spacedTimesteps({ steps, trained: 10, spacing, offset })

  it('are spaced as the paper has it', () => {
    expect(of('leading', 3)).toEqual([6, 3, 0])
    expect(of('leading', 3, 1)).toEqual([7, 4, 1])
    expect(of('linspace', 3)).toEqual([9, 4.5, 0])
    expect(of('trailing', 3)).toEqual([9, 6, 2])
    // The offset is the leading spacing's own.
    expect(of('trailing', 2, 1)).toEqual([9, 4])
    expect([of('leading', 1), of('linspace', 1), of('trailing', 1)]).toEqual([[0], [0], [9]])
  })

  it('are at most as many as were trained', () => {
    for (const spacing of ['leading', 'linspace', 'trailing'] as const) {
      expect(of(spacing, 10)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
      expect(() => of(spacing, 11)).toThrow('asks for 11 steps')
    }
    expect(() => of('leading', 10, 1)).toThrow('asks for 10 steps')
    expect(of('leading', 9, 1)[0]).toBe(9)
  })

  it('are rounded to even numbers from the middle', () => {
    expect([0.5, 1.5, 2.5, -0.5, -1.5, 2.4, 2.6, 7].map(roundHalfEven)).toEqual([0, 2, 2, 0, -2, 2, 3, 7])
  })
})
