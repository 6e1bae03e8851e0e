// Inversion over a network whose noise is the number that its text stands for: what comes out can be written down.
import { describe, expect, it } from 'vitest'
import { combineLinear, scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import { withBranch } from './conditioning'
import type { Denoiser } from './denoiser'
import type { ActiveGuide } from './guide'
import { invert, type InvertOptions } from './invert'
import { prepareConditioning } from './prepare'
import { randomStreams } from './random/streams'
import { createScheduler } from './schedulers/createScheduler'
import type { SchedulerId } from '../../src/shared/recipe'

const filled = (value: number) => tensor(new Float32Array(16).fill(value), [1, 1, 4, 4])
const text = (value: number) => ({ tokens: tensor(Float32Array.of(value), [1, 1, 1]) })
const latents = tensor(
  Float32Array.from({ length: 16 }, (_, at) => Math.sin(at)),
  [1, 1, 4, 4],
)

const base: ActiveGuide = {
  id: 'base',
  key: 'base',
  role: 'base',
  range: [0, 1],
  guide: {
    condition: async (conditioning) => withBranch(conditioning, 'uncond', await conditioning.encode('2')),
  },
}

async function inverted(
  sampler: SchedulerId,
  options: Partial<InvertOptions>,
  { signal, config }: { signal?: AbortSignal; config?: object } = {},
) {
  const asked: number[] = []
  const denoiser: Denoiser = {
    gradient: () => Promise.reject(new Error('No gradient is asked for.')),
    run: async (calls) =>
      calls.map(({ embedding, timestep }) => {
        asked.push(timestep)
        return { output: filled(embedding.tokens.data[0]!), taps: new Map() }
      }),
  }
  const prepared = await prepareConditioning([base], {
    prompt: '1',
    negativePrompt: '0',
    encode: async (words) => text(Number(words)),
  })
  const file = { num_train_timesteps: 1000, beta_schedule: 'scaled_linear', clip_sample: false, ...config }
  const scheduler = createScheduler(sampler, file, 5, { eta: 0 })
  const task = { ...prepared, scheduler, prediction: 'epsilon', denoiser, guides: [base] } as const
  const path = await invert(
    { ...task, random: randomStreams(1), ...(signal && { signal }) },
    { latents, start: 0, embedding: text(1), ...options },
  )
  return { path, scheduler, asked }
}

function expectNear(actual: Tensor | undefined, expected: Tensor): void {
  const errors = actual!.data.map((value, at) => Math.abs(value - expected.data[at]!))
  expect(Math.max(...errors)).toBeLessThan(1e-5 * Math.max(...expected.data.map(Math.abs)))
}

describe('an inversion', () => {
  it.each(['ddim', 'euler', 'dpm-solver++'] as const)(
    'reaches the levels of %s, in its own form, along the noise of the description',
    async (sampler) => {
      const { path, scheduler } = await inverted(sampler, {}, { config: { set_alpha_to_one: true } })
      expect(path).toHaveLength(scheduler.timesteps.length + 1)
      expect(path.at(-1)).toBe(latents)
      // One noise all the way: what is at each level is the picture with that noise.
      for (const entry of scheduler.timesteps.keys()) {
        const expected = scheduler.addNoise(latents, filled(1), entry)
        expectNear(path[entry], expected)
      }
    },
  )

  it('begins where it is told', async () => {
    const { path, scheduler, asked } = await inverted('ddim', { start: 3 })
    expect(path).toHaveLength(3)
    // Noise is asked for at the level that a step goes to.
    expect(asked).toEqual([scheduler.timesteps[4], scheduler.timesteps[3]])
  })

  it('follows another description, and guidance against none or against another one', async () => {
    const noiseOf = async (options: Partial<InvertOptions>) => {
      const { path, scheduler } = await inverted('ddim', options, { config: { set_alpha_to_one: true } })
      const bar = scheduler.alphaBar(0)
      const signal = scale(latents, Math.sqrt(bar))
      const noise = combineLinear([
        [1 / Math.sqrt(1 - bar), path[0]!],
        [-1 / Math.sqrt(1 - bar), signal],
      ])
      return noise.data[5]!
    }
    expect(await noiseOf({ embedding: text(3) })).toBeCloseTo(3, 4)
    expect(await noiseOf({ guidance: 4 })).toBeCloseTo(2 + 4 * (1 - 2), 4)
    expect(await noiseOf({ guidance: 4, unconditional: text(5) })).toBeCloseTo(5 + 4 * (1 - 5), 4)
    expect(await noiseOf({ adjust: async (noise) => scale(noise, 0.5) })).toBeCloseTo(0.5, 4)
  })

  it('ends when it is cancelled', async () => {
    for (const bySolver of [false, true])
      await expect(
        inverted('dpm-solver++', { bySolver }, { signal: AbortSignal.abort() }),
      ).rejects.toMatchObject({ code: 'cancelled' })
  })
})

describe('an inversion by the solver', () => {
  const firstOrder = { config: { solver_order: 1, timestep_spacing: 'leading', steps_offset: 1 } }

  it('goes up the levels of the run, from the lowest of the training', async () => {
    const { path, scheduler, asked } = await inverted('dpm-solver++', { bySolver: true }, firstOrder)
    const inverse = scheduler.inverse!()
    expect(asked).toEqual(inverse.timesteps)
    expect(path).toHaveLength(scheduler.timesteps.length + 1)
    // The clean picture counts as noisy as the lowest level, with the same noise as all others.
    const lowest = inverse.alphaBar(0)
    const clean = combineLinear([
      [1 / Math.sqrt(lowest), latents],
      [-Math.sqrt(1 - lowest) / Math.sqrt(lowest), filled(1)],
    ])
    for (const entry of scheduler.timesteps.keys())
      expectNear(path[entry], scheduler.addNoise(clean, filled(1), entry))
  })

  it('begins where it is told, and corrects the noise of each step', async () => {
    const places: number[] = []
    const adjust: InvertOptions['adjust'] = async (noise, { index }) => {
      places.push(index)
      return scale(noise, 0)
    }
    const { path, asked } = await inverted('dpm-solver++', { bySolver: true, start: 3, adjust }, firstOrder)
    expect(path).toHaveLength(3)
    expect(asked).toHaveLength(2)
    expect(places).toEqual([4, 3])
  })

  it('is refused where the sampler has no inverse', async () => {
    await expect(inverted('euler', { bySolver: true })).rejects.toThrow('inverse')
  })
})
