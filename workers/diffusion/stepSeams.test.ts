// What a step tells a guide: numbers of its sampler, gradients, a second trajectory. The network behind it is a formula.
import { describe, expect, it } from 'vitest'
import type { SchedulerId } from '../../src/shared/recipe'
import { combineLinear, scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { AttentionLoss, LossGradient } from './attentionLoss'
import type { Denoiser, GradientCall } from './denoiser'
import type { ActiveGuide, Guide } from './guide'
import { randomStreams } from './random/streams'
import { createScheduler } from './schedulers/createScheduler'
import type { PredictionType } from './schedulers/prediction'
import type { Scheduler } from './schedulers/scheduler'
import type { Step } from './step'
import { size, filled, mean, text, active, branching, run } from './fixtures/formulaLoop'

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
