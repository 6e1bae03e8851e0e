import { describe, expect, it } from 'vitest'
import { betaQuantile } from './betaQuantile'

describe('quantiles of the symmetric beta distribution', () => {
  // scipy.stats.beta.ppf(share, a, a), scipy 1.17.1.
  it.each([
    [0.001, 0.6, 1.855873851745199e-5],
    [0.1, 0.6, 0.03958440558878085],
    [0.37, 0.6, 0.3227940020973615],
    [0.9, 0.6, 0.9604155944112192],
    [0.25, 1, 0.25],
    [0.2, 1.7, 0.2690012688154947],
  ])('%f of Beta(%f, same)', (share, a, expected) => {
    expect(betaQuantile(share, a)).toBeCloseTo(expected, 12)
  })

  it('end where the distribution ends', () => {
    expect([betaQuantile(0, 0.6), betaQuantile(1, 0.6)]).toEqual([0, 1])
    expect(betaQuantile(0.5, 0.6)).toBeCloseTo(0.5, 12)
  })
})
