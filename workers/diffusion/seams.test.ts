// The seams of the loop: who owns a branch, what is run once and what again, what each run is given. The network behind it is
// a formula, so that every number can be followed; workers/jobs/hooks.test.ts has the same loop over real ones.
import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Guide } from './guide'
import type { Texts } from './prepare'
import { withBranch } from './conditioning'
import type { Step } from './step'
import { filled, mean, text, active, branching, run } from './fixtures/formulaLoop'

describe('branches', () => {
  it('belong to the guide that added them first, and are there while it acts', async () => {
    const seen: boolean[] = []
    const first = active('first', branching('style', '2'), [0, 0.5])
    // The second one changes the branch, which stays the first one's.
    const second = active(
      'second',
      branching('style', '3', {
        combine: async (noise, step) => {
          seen.push(step.has('style'))
          return noise
        },
      }),
    )
    const { texts } = await run([first, second])
    expect(seen).toEqual([true, false])
    expect(texts).toEqual([[1, 3], [1]])
  })

  it('are run together, once, whoever asks and in whichever hook', async () => {
    const asking: Guide = {
      beforeStep: async (latents, step) => {
        await step.run('style')
        return latents
      },
      combine: async (noise, step) => {
        await step.run('style')
        await step.run('cond')
        return noise
      },
    }
    const { texts } = await run([active('a', branching('style', '2', asking)), active('b', asking)], {
      steps: 1,
    })
    expect(texts).toEqual([[1, 2]])
  })

  it('that a guide asks for on demand are run when it does', async () => {
    const lazy: Guide = {
      condition: async (conditioning) =>
        withBranch(conditioning, 'style', await conditioning.encode('2'), { onDemand: true }),
      combine: async (noise, step) => (step.index === 1 ? step.run('style') : noise),
    }
    expect((await run([active('a', lazy)])).texts).toEqual([[1], [1], [2]])
  })

  it('are expected only in their part of the steps', async () => {
    const early: Guide = {
      condition: async (conditioning) =>
        withBranch(conditioning, 'style', await conditioning.encode('2'), { within: [0, 0.5] }),
    }
    expect((await run([active('a', early)])).texts).toEqual([[1, 2], [1]])
  })

  it.each<[string, Guide]>([
    ['beforeStep', { beforeStep: async (_, step) => step.run('style') }],
    ['inputs', { inputs: async ({ step }) => ({ timestepCond: await step.run('style') }) }],
    ['combine', { combine: async (_, step) => step.run('style') }],
    ['afterCombine', { afterCombine: async (_, step) => step.run('style') }],
    ['afterStep', { afterStep: async (_, step) => step.run('style') }],
  ])('that nobody has added are refused, and the guide named that needs them in %s', async (_, asking) => {
    await expect(run([active('other', {}), active('paint', asking)])).rejects.toThrow(
      'The guide "paint" needs the branch "style", which no guide of this edit has added.',
    )
  })
})

describe('the embedding of a whole text', () => {
  const pooled = (value: number) => tensor(Float32Array.of(value), [1, 1])
  const both = async (words: string) => ({ ...text(Number(words)), pooled: pooled(10 * Number(words)) })
  const negative: Guide = {
    condition: async (conditioning) =>
      withBranch(conditioning, 'uncond', await conditioning.encodeNegative(conditioning.negativePrompt)),
  }
  const ofCalls = async (texts: Partial<Texts>) => {
    const { calls } = await run([active('a', negative)], { steps: 1, texts: { encode: both, ...texts } })
    return calls[0]!.map(({ embedding: { tokens, pooled } }) => [mean(tokens), mean(pooled!)])
  }

  it('goes with that of its tokens to the UNet', async () => {
    expect(await ofCalls({ negativePrompt: '3' })).toEqual([
      [1, 10],
      [3, 30],
    ])
  })

  it('of no text is that of an empty one, or zeros where the checkpoint says so', async () => {
    const encode = (words: string) => both(words === '' ? '7' : words)
    expect((await ofCalls({ negativePrompt: '', encode }))[1]).toEqual([7, 70])
    const zerosForNone = true
    expect((await ofCalls({ negativePrompt: '', encode, zerosForNone }))[1]).toEqual([0, 0])
    expect((await ofCalls({ negativePrompt: '3', encode, zerosForNone }))[1]).toEqual([3, 30])
  })

  it('of no text goes on as no text beside a longer one', async () => {
    const encode = async (words: string) => ({
      tokens: tensor(new Float32Array(words === '1' ? 2 : 1).fill(5), [1, words === '1' ? 2 : 1, 1]),
    })
    const { calls } = await run([active('a', negative)], {
      steps: 1,
      texts: { negativePrompt: '', encode, zerosForNone: true },
    })
    expect(calls[0]!.map(({ embedding }) => [...embedding.tokens.data])).toEqual([
      [5, 5],
      [0, 0],
    ])
  })
})

describe('a further run', () => {
  const further = (options: Parameters<Step['run']>[1]): Guide => ({
    combine: async (_, step) => step.run('cond', options),
  })

  it('takes the embedding that it is given', async () => {
    const { texts, done } = await run([active('a', further({ embedding: text(7) }))], { steps: 1 })
    expect(texts).toEqual([[1], [7]])
    // The shared run is not what the loop went on with.
    expect(done[0]!.latents.data).not.toEqual((await run([], { steps: 1 })).done[0]!.latents.data)
  })

  it('is given what every guide gives a run', async () => {
    const residuals = { down: [filled(1)], mid: filled(1) }
    const control = active('control', { inputs: async () => ({ residuals }) })
    const { calls } = await run([control, active('a', further({ latents: filled(0) }))], { steps: 1 })
    expect(calls.map(([call]) => call!.residuals)).toEqual([residuals, residuals])
  })
})

describe('features', () => {
  it('of several guides add up: residuals and adapters', async () => {
    const giving = (value: number) =>
      active(`of ${value}`, {
        inputs: async () => ({
          residuals: { down: [filled(value)], mid: filled(value) },
          adapter: [filled(value), filled(10 * value)],
        }),
      })
    const { calls } = await run([giving(1), giving(2)], { steps: 1 })
    const [call] = calls[0]!
    expect(mean(call!.residuals!.mid as Tensor)).toBe(3)
    expect(mean(call!.residuals!.down[0] as Tensor)).toBe(3)
    expect(call!.adapter!.map(mean)).toEqual([3, 30])
  })

  it('of another number are refused', async () => {
    const giving = (count: number) =>
      active(`of ${count}`, {
        inputs: async () => ({
          residuals: { down: Array.from({ length: count }, () => filled(1)), mid: filled(1) },
        }),
      })
    await expect(run([giving(1), giving(2)])).rejects.toThrow('Cannot add 2 residuals to 1')
  })

  it('stop with the range of the guide that gives them', async () => {
    const control = active('control', { inputs: async () => ({ adapter: [filled(1)] }) }, [0.5, 1])
    const { calls } = await run([control])
    expect(calls.map(([call]) => call!.adapter?.length)).toEqual([undefined, 1])
  })
})

describe('taps', () => {
  const tapping = (layer: string, seen: number[]): Guide => ({
    taps: (branch) => (branch === 'cond' ? [layer] : []),
    combine: async (noise, step) => {
      seen.push((await step.runWithTaps('cond', { taps: [layer] })).taps.get(layer)!.data[0]!)
      return noise
    },
  })

  it('that two guides ask for are given by one run, each once', async () => {
    const seen: number[] = []
    const { calls } = await run(
      [active('a', tapping('x', seen)), active('b', tapping('x', seen)), active('c', tapping('y', seen))],
      { steps: 1 },
    )
    expect(calls).toHaveLength(1)
    expect(calls[0]![0]!.taps).toEqual(['x', 'y'])
    expect(seen).toEqual([1, 1, 1])
  })

  it('that nobody has announced cost a further run', async () => {
    const asking: Guide = {
      combine: async (noise, step) => {
        expect((await step.runWithTaps('cond', { taps: ['x'] })).taps.has('x')).toBe(true)
        return noise
      },
    }
    expect((await run([active('a', asking)], { steps: 1 })).calls).toHaveLength(2)
  })

  it('are not asked for by a guide outside of its range', async () => {
    const { calls } = await run([active('a', tapping('x', []), [0.5, 1])])
    expect(calls.map(([call]) => call!.taps)).toEqual([[], ['x']])
  })
})

describe('guides outside of their range', () => {
  it('are not called, in any hook of a step, and cost nothing', async () => {
    const called: string[] = []
    const guide: Guide = {
      beforeStep: async (x, step) => (called.push(`beforeStep ${step.index}`), x),
      combine: async (x, step) => (called.push(`combine ${step.index}`), x),
      afterCombine: async (x, step) => (called.push(`afterCombine ${step.index}`), x),
      afterStep: async (x, step) => (called.push(`afterStep ${step.index}`), x),
      inputs: async ({ step }) => (called.push(`inputs ${step.index}`), {}),
    }
    const { calls } = await run([active('late', guide, [0.5, 1])])
    expect(new Set(called)).toEqual(
      new Set(['beforeStep 1', 'inputs 1', 'combine 1', 'afterCombine 1', 'afterStep 1']),
    )
    expect(calls).toHaveLength(2)
  })
})
