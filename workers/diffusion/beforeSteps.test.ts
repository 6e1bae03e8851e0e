// What guides may ask for before the first step: where a run starts, runs at other noise levels, the way back from a picture. The
// network behind is a formula: epsilon is the text.
import { describe, expect, it } from 'vitest'
import type { SchedulerId } from '../../src/shared/recipe'
import { scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import { withBranch } from './conditioning'
import type { Denoiser, UNetCall } from './denoiser'
import type { ActiveGuide, Guide } from './guide'
import type { InvertOptions } from './invert'
import type { LatentPlan } from './latentPlan'
import { prepareConditioning, prepareLatents } from './prepare'
import { randomStreams } from './random/streams'
import { createScheduler } from './schedulers/createScheduler'
import type { View } from './views'

const filled = (value: number, width = 2) => tensor(new Float32Array(2 * width).fill(value), [1, 1, 2, width])
const text = (value: number) => ({ tokens: tensor(Float32Array.of(value), [1, 1, 1]) })
const active = (guide: Guide, at: number): ActiveGuide => ({
  id: `guide-${at}`,
  key: `guide-${at}`,
  role: 'addition',
  guide,
  range: [0, 1],
})

async function start(
  guides: readonly Guide[],
  { id = 'ddim' as SchedulerId, signal = undefined as AbortSignal | undefined } = {},
) {
  const calls: UNetCall[] = []
  const denoiser: Denoiser = {
    run: async (batch) => {
      calls.push(...batch)
      return batch.map(({ sample, embedding }) => ({
        output: tensor(
          sample.data.map(() => embedding.tokens.data[0]!),
          sample.shape,
        ),
        taps: new Map(),
      }))
    },
    gradient: () => Promise.reject(new Error('No guide of these tests asks for a gradient.')),
  }
  const all = guides.map(active)
  const config = { num_train_timesteps: 1000, beta_schedule: 'scaled_linear', clip_sample: false }
  const scheduler = createScheduler(id, { ...config, beta_start: 0.00085, beta_end: 0.012 }, 4, { eta: 0 })
  const encode = async (words: string) => text(Number(words))
  const prepared = await prepareConditioning(all, { prompt: '1', negativePrompt: '0', encode })
  const task = {
    ...prepared,
    scheduler,
    prediction: 'epsilon' as const,
    denoiser,
    guides: all,
    random: randomStreams(1),
    ...(signal && { signal }),
  }
  return { start: await prepareLatents(task, () => filled(1)), scheduler, calls }
}

/** A guide that asks something of the plan, and keeps it as it is. */
const asking = (ask: (plan: LatentPlan) => Promise<unknown>): Guide => ({
  begin: async (plan) => {
    await ask(plan)
    return plan
  },
})
const near = (a: Tensor, b: Tensor, digits = 5) => {
  expect(a.shape).toEqual(b.shape)
  a.data.forEach((value, at) => expect(value).toBeCloseTo(b.data[at]!, digits))
}

describe('a run starts', () => {
  it.each<SchedulerId>(['ddim', 'euler'])('from noise at the scale of %s, at the first entry', async (id) => {
    const { start: plain, scheduler } = await start([], { id })
    expect(plain).toEqual({ latents: scale(filled(1), scheduler.initNoiseSigma), start: 0 })
  })

  it('where the guides say, each after those before it', async () => {
    const found = { mask: filled(1), rim: 2 }
    const first: Guide = { begin: async (plan) => ({ ...plan, latents: filled(5), start: 1, found }) }
    const second: Guide = { begin: async (plan) => ({ ...plan, start: plan.start + 2 }) }
    expect((await start([first, {}, second])).start).toEqual({ latents: filled(5), start: 3, found })
  })
})

describe('a run before the first step', () => {
  it('is at the noise level of its entry, with the text that is given', async () => {
    const seen: Tensor[] = []
    const guide = asking(async ({ before }) => {
      seen.push(await before.run('cond', filled(3), 2), await before.run('cond', filled(3), 0, text(7)))
      expect(before.embeddingOf('cond')).toEqual(text(1))
      expect(() => before.embeddingOf('style')).toThrow('No guide has added the branch "style".')
    })
    const { scheduler, calls } = await start([guide])
    expect(seen).toEqual([filled(1), filled(7)])
    expect(calls.map(({ timestep }) => timestep)).toEqual([scheduler.timesteps[2], scheduler.timesteps[0]])
  })

  it('is made view by view', async () => {
    const view = (left: number): View => ({ top: 0, left, height: 2, width: 2 })
    const looked: number[] = []
    const cutting: Guide = {
      views: () => [view(0), view(1)],
      ...asking(async ({ before }) => {
        expect(await before.run('cond', filled(3, 3), 0)).toEqual(filled(1, 3))
        await before.look(filled(3, 3), 1, async (step) => {
          looked.push(step.view.left, step.index, step.count)
          expect(step.latents).toEqual(filled(3))
        })
      }),
    }
    const { calls } = await start([cutting])
    expect(calls).toHaveLength(2)
    expect(looked).toEqual([0, 1, 4, 1, 1, 4])
  })
})

describe('the way back from a picture', () => {
  const clean = filled(0.5)
  const inverted = async (options: Omit<InvertOptions, 'latents'>, id: SchedulerId = 'ddim') => {
    let path: readonly Tensor[] = []
    const uncond: Guide = {
      condition: async (conditioning) => withBranch(conditioning, 'uncond', text(0)),
    }
    const guide = asking(async ({ before }) => {
      path = await before.invert({ latents: clean, ...options })
    })
    return { path: () => path, ...(await start([uncond, guide], { id })) }
  }

  it.each<SchedulerId>(['ddim', 'euler', 'dpm-solver++'])(
    'is the forward process of the noise that is predicted, in the form of %s',
    async (id) => {
      const { path, scheduler } = await inverted({ start: 1 }, id)
      const { length } = scheduler.timesteps
      expect(path()).toHaveLength(length)
      path()
        .slice(0, -1)
        .forEach((latents, at) => near(latents, scheduler.addNoise(clean, filled(1), at + 1), 4))
      expect(path().at(-1)).toBe(clean)
    },
  )

  it('goes by the caption, guided against what it is told, and corrected', async () => {
    const at = async (options: Omit<InvertOptions, 'latents' | 'start'>, noise: number) => {
      const { path, scheduler, calls } = await inverted({ start: 2, ...options })
      near(path()[0]!, scheduler.addNoise(clean, filled(noise), 2))
      return calls.length
    }
    // Two levels, and as many runs as there are texts.
    expect(await at({ embedding: text(4) }, 4)).toBe(2)
    expect(await at({ guidance: 3 }, 3)).toBe(4)
    expect(await at({ guidance: 3, embedding: text(4), unconditional: text(2) }, 2 + 3 * 2)).toBe(4)
    const places: number[] = []
    const adjust: InvertOptions['adjust'] = async (noise, { index, count }) => {
      places.push(index, count)
      return scale(noise, 5)
    }
    await at({ adjust }, 5)
    // From the clean end on.
    expect(places).toEqual([3, 4, 2, 4])
  })

  it('ends once it is cancelled', async () => {
    const controller = new AbortController()
    const guide = asking(({ before }) =>
      before.invert({
        latents: clean,
        start: 0,
        adjust: async (noise) => {
          controller.abort()
          return noise
        },
      }),
    )
    await expect(start([guide], { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })
})
