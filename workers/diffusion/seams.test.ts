// The seams of the loop: who owns a branch, what is run once and what again, what each run is given. The network behind it is
// a formula, so that every number can be followed; workers/jobs/hooks.test.ts has the same loop over real ones.
import { describe, expect, it } from 'vitest'
import type { SchedulerId } from '../../src/shared/recipe'
import { combineLinear, scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { AttentionLoss, LossGradient } from './attentionLoss'
import type { Denoiser, GradientCall, UNetCall } from './denoiser'
import type { ActiveGuide, BranchId, Guide } from './guide'
import { denoise, type StepDone } from './loop'
import { prepareConditioning, type Texts } from './prepare'
import { withBranch } from './conditioning'
import { randomStreams } from './random/streams'
import { createScheduler } from './schedulers/createScheduler'
import type { PredictionType } from './schedulers/prediction'
import type { Scheduler } from './schedulers/scheduler'
import type { Step } from './step'

const size = 4
const filled = (value: number, channels = 1, width = size) =>
  tensor(new Float32Array(channels * size * width).fill(value), [1, channels, size, width])
const mean = ({ data }: Tensor) => data.reduce((a, b) => a + b, 0) / data.length

/** Epsilon is the text plus what the run was given beside it; taps hold the text. */
function formula(
  calls: UNetCall[][],
  gradient: Denoiser['gradient'] = () => Promise.reject(new Error('This test does not ask for a gradient.')),
): Denoiser {
  return {
    gradient,
    run: async (batch) => {
      calls.push([...batch])
      return batch.map(({ sample, embedding, residuals, adapter, taps = [] }) => {
        const added =
          (residuals ? mean(residuals.mid as Tensor) : 0) +
          (adapter ?? []).reduce((sum, x) => sum + mean(x), 0)
        const value = mean(embedding.tokens) + added
        return {
          output: filled(value, 1, sample.shape[3]),
          taps: new Map(taps.map((tap) => [tap, tensor(Float32Array.of(value), [1, 1, 1, 1])])),
        }
      })
    },
  }
}

const text = (value: number) => ({ tokens: tensor(Float32Array.of(value), [1, 1, 1]) })
/** Texts are numbers. */
const encode = async (words: string) => text(Number(words))

const active = (key: string, guide: Guide, range: readonly [number, number] = [0, 1]): ActiveGuide => ({
  id: key,
  key,
  role: 'addition',
  guide,
  range,
})

/** A guide that adds a branch of its own name with this text. */
const branching = (branch: BranchId, words: string, rest: Guide = {}): Guide => ({
  condition: async (conditioning) => withBranch(conditioning, branch, await conditioning.encode(words)),
  ...rest,
})

interface Run {
  readonly steps?: number
  readonly width?: number
  readonly texts?: Partial<Texts>
  readonly scheduler?: Scheduler
  readonly prediction?: PredictionType
  readonly gradient?: Denoiser['gradient']
}

async function run(
  guides: readonly ActiveGuide[],
  { steps = 2, width = size, texts = {}, gradient, prediction = 'epsilon', ...given }: Run = {},
) {
  const calls: UNetCall[][] = []
  const prepared = await prepareConditioning(guides, { prompt: '1', negativePrompt: '0', encode, ...texts })
  const done: StepDone[] = []
  const config = { num_train_timesteps: 1000, clip_sample: false }
  const scheduler = given.scheduler ?? createScheduler('ddim', config, steps, { eta: 0 })
  const loop = denoise({
    ...prepared,
    scheduler,
    prediction,
    denoiser: formula(calls, gradient),
    guides,
    random: randomStreams(1),
    latents: filled(0.5, 1, width),
    start: 0,
  })
  for await (const step of loop) done.push(step)
  const ofCalls = calls.map((batch) => batch.map(({ embedding }) => mean(embedding.tokens)))
  return { calls, done, texts: ofCalls, scheduler }
}

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

describe('a gradient', () => {
  const loss: AttentionLoss = { kind: 'matchMaps', references: new Map() }
  /** What the denoiser was asked, whose gradient is 1, 2, 3 ... over all channels of the sample. */
  const asked: GradientCall[] = []
  const gradient: Denoiser['gradient'] = async (call) => {
    asked.push(call)
    const { data, shape } = call.sample
    return {
      loss: 0.5,
      gradient: tensor(
        data.map((_, at) => at + 1),
        shape,
      ),
    }
  }
  const seen = async (guides: readonly ActiveGuide[], options: Parameters<Step['gradient']>[2] = {}) => {
    let result: LossGradient | undefined
    const asking: Guide = {
      beforeStep: async (latents, step) => {
        result = await step.gradient('cond', loss, options)
        return latents
      },
    }
    await run([...guides, active('asking', asking)], { steps: 1, gradient })
    return { call: asked.at(-1)!, result: result! }
  }

  it('is of the latents alone, whatever stands behind them in the sample', async () => {
    const depth = active('depth', { channels: () => filled(7, 2) })
    const { call, result } = await seen([depth])
    expect(call.sample.shape).toEqual([1, 3, size, size])
    expect(call.loss).toBe(loss)
    expect(call).not.toHaveProperty('taps')
    expect(result.loss).toBe(0.5)
    expect(result.gradient.shape).toEqual([1, 1, size, size])
    expect([...result.gradient.data.subarray(-2)]).toEqual([size * size - 1, size * size])
  })

  it('is asked for with what every guide gives a run, at the latents and the text that are named', async () => {
    const adapter = [filled(1)]
    const control = active('control', { inputs: async () => ({ adapter }) })
    const plain = await seen([control])
    expect(plain.call.adapter).toEqual(adapter)
    expect([mean(plain.call.sample), mean(plain.call.embedding.tokens)]).toEqual([0.5, 1])
    const other = await seen([control], { latents: filled(3), embedding: text(9) })
    expect([mean(other.call.sample), mean(other.call.embedding.tokens)]).toEqual([3, 9])
  })
})

describe('what a step tells a guide', () => {
  const config = { num_train_timesteps: 1000, clip_sample: false }
  const schedulerOf = (id: SchedulerId, prediction: PredictionType = 'epsilon') =>
    createScheduler(id, { ...config, prediction_type: prediction }, 2, { eta: 0 })
  const each = async (
    scheduler: Scheduler,
    prediction: PredictionType,
    look: (step: Step) => Promise<void>,
  ) => {
    const combine: Guide['combine'] = async (noise, step) => {
      await look(step)
      return noise
    }
    await run([active('looking', { combine })], { scheduler, prediction })
  }
  /** To 1e-4 of the numbers' size: samples in sigma space are large. */
  const near = (a: Tensor, b: Tensor) =>
    a.data.forEach((value, place) =>
      expect(Math.abs(value - b.data[place]!)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value))),
    )

  it.each<SchedulerId>(['ddim', 'euler'])('agrees with the sampler %s', async (id) => {
    const scheduler = schedulerOf(id, 'v_prediction')
    const steps: Step[] = []
    await each(scheduler, 'v_prediction', async (step) => {
      steps.push(step)
      const noise = await step.run('cond')
      const { alphaBar, inputScale } = step
      // The formula's output is the text, 1: v. What the UNet saw is x / sqrt(sigma^2 + 1), or x.
      const [signal, spread] = [Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar)]
      const seen = scale(step.latents, inputScale)
      const original = combineLinear([
        [signal, seen],
        [-spread, filled(1)],
      ])
      const epsilon = combineLinear([
        [signal, filled(1)],
        [spread, seen],
      ])
      near(step.toOutput(noise), filled(1))
      near(step.fromOutput(filled(1)), noise)
      near(step.epsilon(noise), epsilon)
      near(step.predictOriginal(noise), original)
      near(step.addNoise(original, epsilon), step.latents)
      // To the level behind this step; behind the last there is none.
      const after = step.addNoiseAfter(original, epsilon)
      if (step.index === 1) expect(after).toBe(original)
      else near(after, scheduler.addNoise(original, epsilon, 1))
    })
    const entries = [0, 1]
    expect(steps.map(({ index, count }) => [index, count])).toEqual(entries.map((index) => [index, 2]))
    expect(steps.map(({ timestep }) => timestep)).toEqual(scheduler.timesteps)
    const bars = entries.map((entry) => scheduler.alphaBar(entry))
    expect(steps.map(({ alphaBar }) => alphaBar)).toEqual(bars)
    expect(steps.map(({ carriedAlphaBar }) => carriedAlphaBar)).toEqual(
      bars.map((bar) => Math.max(bar, 1e-4)),
    )
    expect(steps[0]!.inputScale).toBeCloseTo(id === 'ddim' ? 1 : Math.sqrt(bars[0]!), 6)
  })

  it('is random numbers of a stream of its own', async () => {
    let drawn: Tensor | undefined
    await each(schedulerOf('ddim'), 'epsilon', async (step) => {
      drawn ??= step.random('grain', [3])
    })
    expect(drawn).toEqual(randomStreams(1).stream('grain').randn([3]))
  })

  it('is no second trajectory of a guide that has none', async () => {
    const asking = each(schedulerOf('ddim'), 'epsilon', async (step) => void step.reference('looking'))
    await expect(asking).rejects.toThrow('The guide "looking" has no second trajectory.')
  })
})

describe('a second trajectory', () => {
  it('is denoised beside the run with the base guidance alone, from where it says', async () => {
    const seen: number[] = []
    const base: ActiveGuide = {
      ...active('base', branching('uncond', '0', { combine: async (noise) => scale(noise, 3) })),
      role: 'base',
    }
    const watching: Guide = {
      reference: () => ({ latents: filled(2), embeddings: new Map([['cond', text(5)]]) }),
      combine: async (noise, step) => {
        const { latents } = step.reference('watching')
        seen.push(mean(latents), mean(await step.reference('watching').run('cond')))
        return scale(noise, 100)
      },
    }
    const { scheduler } = await run([base, active('watching', watching)])
    const next = scheduler.step(filled(15), filled(2), 0, scheduler.initialState(0), () => filled(0))
    expect(seen[0]).toBe(2)
    expect([seen[1], seen[3]]).toEqual([5, 5])
    expect(seen[2]).toBeCloseTo(mean(next.sample), 4)
  })
})
