// What guides may rely on where the canvas is cut into views: one draw of noise for all of them, channels and masks cropped to each,
// branches of their own, previews merged. The network behind is a formula, so that every number can be followed.
import { describe, expect, it } from 'vitest'
import { tensor, type Tensor } from '../tensor/tensor'
import { withBranch } from './conditioning'
import type { Denoiser, UNetCall } from './denoiser'
import { active } from './fixtures/formulaLoop'
import type { Guide } from './guide'
import { denoise, type StepDone } from './loop'
import { maskedGuide } from './maskedGuide'
import { prepareConditioning } from './prepare'
import { randomStreams } from './random/streams'
import { createScheduler } from './schedulers/createScheduler'
import type { View } from './views'

const [rows, columns] = [4, 6]
const canvasTensor = (values: (x: number) => number) =>
  tensor(
    Float32Array.from({ length: rows * columns }, (_, at) => values(at % columns)),
    [1, 1, rows, columns],
  )
const firstRow = ({ data, shape }: Tensor) => [...data.subarray(0, shape[3])]

/** Epsilon is the text. */
const formula = (calls: UNetCall[], batches: number[], samples: number): Denoiser => ({
  samplesTogether: () => samples,
  run: async (batch) => {
    batches.push(batch.length)
    calls.push(...batch)
    return batch.map(({ sample, embedding }) => {
      const [, , height, width] = sample.shape as [number, number, number, number]
      const data = new Float32Array(height * width).fill(embedding.tokens.data[0]!)
      return { output: tensor(data, [1, 1, height, width]), taps: new Map() }
    })
  },
  gradient: () => Promise.reject(new Error('No guide of these tests asks for a gradient.')),
})

const view = (left: number, rest: Partial<View> = {}): View => ({
  top: 0,
  left,
  height: rows,
  width: 4,
  ...rest,
})
/** Columns 0 to 3 and 2 to 5. */
const two = (first: Partial<View> = {}, second: Partial<View> = {}): Guide => ({
  views: () => [view(0, first), view(2, second)],
})

interface RunOptions {
  readonly eta?: number
  readonly latents?: Tensor
  /** Samples that the denoiser takes at once. */
  readonly together?: number
}

async function run(
  guides: readonly Guide[],
  { eta = 0, latents = canvasTensor(() => 0.5), together = 8 }: RunOptions = {},
) {
  const calls: UNetCall[] = []
  const batches: number[] = []
  const all = guides.map((guide, at) => active(`guide-${at}`, guide))
  const encode = async (words: string) => ({
    tokens: tensor(Float32Array.of(Number(words)), [1, 1, 1]),
  })
  const prepared = await prepareConditioning(all, { prompt: '1', negativePrompt: '0', encode })
  const config = { num_train_timesteps: 1000, clip_sample: false }
  const done: StepDone[] = []
  const loop = denoise({
    ...prepared,
    scheduler: createScheduler('ddim', config, 2, { eta }),
    prediction: 'epsilon',
    denoiser: formula(calls, batches, together),
    guides: all,
    random: randomStreams(1),
    latents,
    start: 0,
  })
  for await (const step of loop) done.push(step)
  return { calls, batches, done, texts: calls.map(({ embedding }) => embedding.tokens.data[0]) }
}

const onto = (added: string): Guide => ({
  condition: async (conditioning) =>
    withBranch(conditioning, added, await conditioning.encode('2'), { onDemand: true }),
})

describe('views of a canvas', () => {
  it('take their parts of one draw of noise, as if there were none', async () => {
    const [whole, cut] = [await run([], { eta: 1 }), await run([two()], { eta: 1 })]
    whole.done.forEach(({ latents }, step) =>
      latents.data.forEach((value, at) => expect(cut.done[step]!.latents.data[at]).toBeCloseTo(value, 5)),
    )
    expect(new Set(whole.done[0]!.latents.data).size).toBeGreaterThan(4)
  })

  it('see their own part of further channels', async () => {
    const depth: Guide = { channels: () => canvasTensor((x) => 10 * x) }
    const { calls } = await run([two(), depth])
    const seen = calls.slice(0, 2).map(({ sample }) => [...sample.data.subarray(rows * 4, rows * 4 + 4)])
    expect(seen).toEqual([
      [0, 10, 20, 30],
      [20, 30, 40, 50],
    ])
  })

  it('run their own branches, and no others', async () => {
    const branches = new Map([['cond', 'region']])
    const { texts } = await run([onto('region'), two({}, { branches })])
    expect(texts).toEqual([1, 2, 1, 2])
  })

  it('are given to the denoiser together, each with what the step needs in it', async () => {
    const { batches, calls } = await run([two()])
    expect(batches).toEqual([2, 2])
    expect(calls.map(({ view }) => view?.left)).toEqual([0, 2, 0, 2])
  })

  it('are given to it in groups of one size that it takes at once', async () => {
    const five: Guide = { views: () => [0, 0, 1, 2, 2].map((left) => view(left)) }
    expect((await run([five], { together: 4 })).batches).toEqual([3, 2, 3, 2])
    expect((await run([five], { together: 1 })).batches).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
    const uncond: Guide = {
      condition: async (conditioning) => withBranch(conditioning, 'uncond', await conditioning.encode('0')),
    }
    expect((await run([five, uncond], { together: 4 })).batches).toEqual([4, 4, 2, 4, 4, 2])
    expect((await run([five, uncond], { together: 1 })).batches.slice(0, 2)).toEqual([2, 2])
  })

  it('hold what guides give the network for one group at a time', async () => {
    const order: string[] = []
    const guide: Guide = {
      inputs: ({ step }) => {
        order.push(`inputs ${step.view.left}`)
        return Promise.resolve({})
      },
      combine: (noise, step) => {
        order.push(`combine ${step.view.left}`)
        return Promise.resolve(noise)
      },
    }
    await run([two(), guide], { together: 1 })
    expect(order.slice(0, 4)).toEqual(['inputs 0', 'combine 0', 'inputs 2', 'combine 2'])
  })

  it('fail with what fails in one of them', async () => {
    const failing: Guide = {
      inputs: async ({ step }) => {
        if (step.view.left === 2) throw new Error('not here')
        return {}
      },
    }
    await expect(run([two(), failing])).rejects.toThrow('not here')
  })

  it('expect together what the step needs in each of them', async () => {
    const uncond: Guide = {
      condition: async (conditioning) => withBranch(conditioning, 'uncond', await conditioning.encode('0')),
    }
    const branches = new Map([
      ['cond', 'region'],
      ['uncond', 'region'],
    ])
    const { texts } = await run([onto('region'), uncond, two({}, { branches })])
    expect(texts.slice(0, 4)).toEqual([1, 0, 2, 2])
  })

  it('may begin elsewhere than at their part of the canvas', async () => {
    const seen: number[] = []
    const zero = canvasTensor(() => 0)
    const start = (latents: Tensor) =>
      tensor(
        latents.data.map(() => 7),
        latents.shape,
      )
    const { calls } = await run([two({}, { start })], { latents: zero })
    for (const { sample } of calls.slice(0, 2)) seen.push(sample.data[0]!)
    expect(seen).toEqual([0, 7])
  })

  it('show one preview of the whole, merged by their weights', async () => {
    const branches = new Map([['cond', 'region']])
    const weight = new Float32Array(rows * 4).fill(3)
    const { done } = await run([onto('region'), two({}, { branches, weight })])
    const [first, , third, , , last] = firstRow(done[0]!.original) as [number, number, number, ...number[]]
    // Columns 2 and 3 lie below both: a quarter of the first and three quarters of the second.
    expect(first).not.toBeCloseTo(last!, 2)
    expect(third).toBeCloseTo(first / 4 + (3 * last!) / 4, 5)
  })

  it('have their own part of the mask of a guide', async () => {
    const adding: Guide = {
      combine: async (noise) =>
        tensor(
          noise.data.map((value) => value + 1),
          noise.shape,
        ),
    }
    const half = maskedGuide(
      adding,
      canvasTensor((x) => (x < 3 ? 1 : 0)),
      [rows, columns],
    )
    const [masked, plain, everywhere] = [
      await run([two(), half]),
      await run([two()]),
      await run([two(), adding]),
    ]
    const [is, without, all] = [masked, plain, everywhere].map(({ done }) => firstRow(done[0]!.latents))
    expect(is!.slice(0, 3)).toEqual(all!.slice(0, 3))
    expect(is!.slice(3)).toEqual(without!.slice(3))
  })
})
