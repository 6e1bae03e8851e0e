// Previews come early and evenly, and take a twentieth of the time at most, whatever a step and a decoder take.
import { describe, expect, it } from 'vitest'
import type { StepDone } from '../diffusion/loop'
import { tensor } from '../tensor/tensor'
import type { SeenStep } from './editJob'
import { previewsOf } from './previews'

/** Of several previews, and of a single one. */
const [previewShare, singleShare] = [0.04, 0.05]

interface Times {
  readonly count: number
  readonly step: number
  readonly decode: number
  /** What the device says of a preview beforehand; nothing where it is left out. */
  readonly foretold?: number
  /** Seconds of loading in the first step, and in the first preview. */
  readonly loading?: number
}

/** Runs an edit's steps on a clock of its own. */
async function run({ count, step, decode, foretold, loading = 0 }: Times) {
  const clock = { now: 0, inNetworks: 0 }
  const shown: number[] = []
  const preview = previewsOf(
    {
      get networkSeconds() {
        return clock.inNetworks
      },
      previewSeconds: () => foretold,
    },
    (_, at) => shown.push(at),
    () => clock.now,
  )
  const picture = tensor(new Float32Array(12), [1, 3, 2, 2])
  const seen: SeenStep = {
    region: undefined,
    decode: async () => {
      clock.now += decode + (shown.length === 0 ? loading : 0)
      clock.inNetworks += decode
      return picture
    },
  }
  for (let index = 0; index < count; index++) {
    clock.now += step + (index === 0 ? loading : 0)
    clock.inNetworks += step
    await preview({ index, count, original: picture } as StepDone, seen)
  }
  return { shown, share: (shown.length * decode) / (count * step) }
}

describe('previews', () => {
  it('of a tenth of a step are shown in eight of twenty', async () => {
    const { shown, share } = await run({ count: 20, step: 1, decode: 0.0999, foretold: 0.0999 })
    expect(shown).toEqual([1, 4, 6, 9, 11, 13, 16, 18])
    expect(share).toBeLessThanOrEqual(previewShare)
  })

  it('of next to nothing are shown at every step but the last, which the result follows', async () => {
    const { shown } = await run({ count: 6, step: 1, decode: 0.001 })
    expect(shown).toEqual([1, 2, 3, 4, 5])
  })

  it.each([3, 4, 8, 20, 50, 333])('of %i steps stay below the share with any decoder', async (count) => {
    for (const decode of [0.01, 0.03, 0.07, 0.1, 0.2, 0.45, 0.9, 1.3, 3, 8])
      for (const loading of [0, 5]) {
        const { shown, share } = await run({ count, step: 1, decode, foretold: decode, loading })
        expect(share).toBeLessThanOrEqual((shown.length > 1 ? previewShare : singleShare) + 1e-9)
        // As many as may be, spread over the steps.
        const most = Math.min(count - 1, Math.floor((previewShare * count) / decode + 1e-9))
        expect(shown.length).toBeGreaterThanOrEqual(Math.max(0, most - 1))
        if (most > 0) expect(shown[0]).toBe(1)
      }
  })

  it('are at least one where that takes a twentieth', async () => {
    expect((await run({ count: 4, step: 1, decode: 0.19, foretold: 0.19 })).shown).toEqual([1])
    expect((await run({ count: 4, step: 1, decode: 0.21, foretold: 0.21 })).shown).toEqual([])
  })

  it('are not shown where one alone would take more', async () => {
    expect((await run({ count: 4, step: 1, decode: 1.5, foretold: 1.5 })).shown).toEqual([])
  })

  it('that take longer than was foretold are the fewer', async () => {
    const { shown, share } = await run({ count: 40, step: 1, decode: 0.5, foretold: 0.05 })
    expect(shown).toEqual([1, 14, 27])
    expect(share).toBeLessThanOrEqual(previewShare)
  })

  it('are tried once where nothing tells what they take', async () => {
    expect((await run({ count: 4, step: 1, decode: 1.5 })).shown).toEqual([1])
  })
})
