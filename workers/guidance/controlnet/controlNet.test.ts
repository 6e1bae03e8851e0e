// What a ControlNet and an adapter are given and how what they give is weighed, without networks; workers/jobs/controlPipelines.test.ts
// has them against diffusers.
import { describe, expect, it } from 'vitest'
import type { Curve } from '../../../src/shared/curve'
import type { GuideValues } from '../../../src/shared/guideFields'
import { defaultValues } from '../../../src/shared/guideValues'
import type { ControlNetInput } from '../../diffusion/controlNetworks'
import type { GuideEnvironment } from '../../diffusion/environment'
import type { BranchRun } from '../../diffusion/guide'
import type { Step } from '../../diffusion/step'
import { tensor, type Tensor } from '../../tensor/tensor'
import { meta as adapterMeta } from '../t2i-adapter/meta'
import { t2iAdapter } from '../t2i-adapter/t2iAdapter'
import { controlNet } from './controlNet'
import { meta } from './meta'

const filled = (value: number, channels: number) =>
  tensor(new Float32Array(channels).fill(value), [1, channels, 1, 1])
const picture = tensor(Float32Array.of(1, 0, 0), [1, 3, 1, 1])

interface Net {
  readonly hintChannels?: 1 | 3
  readonly sampleChannels?: number
  readonly isGlobal?: boolean
}

async function make(values: GuideValues, net: Net = {}) {
  const inputs: ControlNetInput[] = []
  const hints: Tensor[] = []
  const env = {
    latentShape: [1, 4, 1, 1],
    picture: () => picture,
    show: () => {},
    controlNet: async () => ({
      hintChannels: 3,
      sampleChannels: 4,
      isGlobal: false,
      encodeHint: async (hint: Tensor) => {
        hints.push(hint)
        return filled(hints.length, 1)
      },
      run: async (input: ControlNetInput) => {
        inputs.push(input)
        return { down: [], mid: filled(1, 1) }
      },
      ...net,
    }),
  } as unknown as GuideEnvironment
  const all = { ...defaultValues(meta.fields), network: 'x', hint: 'y', preprocessor: 'none', ...values }
  const guide = await controlNet.create(all, env)
  const run = (branch: string, { index = 0, anchor }: { index?: number; anchor?: string } = {}) =>
    guide.inputs!({
      branch,
      sample: filled(1, 4),
      wholeSample: filled(1, 9),
      step: {
        index,
        count: 2,
        timestep: 7,
        view: { top: 0, left: 0, height: 1, width: 1 },
        ...(anchor && { anchor }),
      } as unknown as Step,
    } as BranchRun)
  const weights = (count: number) =>
    Array.from({ length: count }, (_, index) => Number(inputs.at(-1)!.weigh(index, count).toFixed(5)))
  return { run, inputs, hints, weights }
}

describe('what a ControlNet gives', () => {
  it('is weighed alike at all depths, for every branch', async () => {
    const { run, weights, inputs } = await make({ weight: 0.7, mode: 'balanced' })
    for (const branch of ['cond', 'uncond']) expect(await run(branch)).toHaveProperty('residuals')
    expect(weights(3)).toEqual([0.7, 0.7, 0.7])
    expect(inputs[0]).toMatchObject({ timestep: 7, encodedHint: filled(1, 1) })
  })

  it('is a tenth for the finest details where the prompt or the hint comes first', async () => {
    for (const mode of ['prompt-first', 'control-first']) {
      const { run, weights } = await make({ weight: 2, mode })
      await run('cond')
      expect(weights(3)).toEqual([0.2, Number((2 * Math.sqrt(0.1)).toFixed(5)), 2])
    }
  })

  it('goes to the prompt’s side alone where the hint comes first, whatever the other side is called', async () => {
    const { run, inputs } = await make({ mode: 'control-first' })
    expect(await run('uncond')).toEqual({})
    expect(await run('image', { anchor: 'image' })).toEqual({})
    expect(inputs).toHaveLength(0)
    expect(await run('cond', { anchor: 'image' })).toHaveProperty('residuals')
    const first = await make({ mode: 'prompt-first' })
    expect(await first.run('uncond')).toHaveProperty('residuals')
  })

  it('of one number a channel goes to the prompt alone, and is never weighed by depth', async () => {
    const { run, weights } = await make({ weight: 1, mode: 'prompt-first' }, { isGlobal: true })
    expect(await run('uncond')).toEqual({})
    await run('cond')
    expect(weights(2)).toEqual([1, 1])
  })

  it('costs nothing in steps in which its weight is 0', async () => {
    const curve: Curve = [
      [0, 1],
      [1, 0],
    ]
    const { run, inputs } = await make({ weight: curve })
    await run('cond')
    expect(await run('cond', { index: 1 })).toEqual({})
    expect(inputs).toHaveLength(1)
  })
})

describe('what a ControlNet is given', () => {
  it('is as many channels of the sample as it reads', async () => {
    const [narrow, wide] = [await make({}), await make({}, { sampleChannels: 9 })]
    for (const { run } of [narrow, wide]) await run('cond')
    expect([narrow, wide].map(({ inputs }) => inputs[0]!.sample.shape[1])).toEqual([4, 9])
  })

  it('is its hint, encoded once, in grey where it reads no colours', async () => {
    const { run, hints } = await make({}, { hintChannels: 1 })
    for (const branch of ['cond', 'uncond']) await run(branch)
    expect(hints).toHaveLength(1)
    expect([hints[0]!.shape, hints[0]!.data[0]]).toEqual([[1, 1, 1, 1], Math.fround(0.299)])
  })
})

describe('what an adapter gives', () => {
  it('is times its weight, and nothing at 0', async () => {
    let made = 0
    const env = {
      latentShape: [1, 4, 1, 1],
      picture: () => picture,
      show: () => {},
      adapter: async () => ({
        hintChannels: 3,
        features: async () => {
          made++
          return [filled(1, 1), filled(10, 1)]
        },
      }),
    } as unknown as GuideEnvironment
    const curve: Curve = [
      [0, 0.5],
      [1, 0],
    ]
    const values = { ...defaultValues(adapterMeta.fields), network: 'x', hint: 'y', weight: curve }
    const guide = await t2iAdapter.create(values, env)
    const at = (index: number) =>
      guide.inputs!({
        step: { index, count: 2, view: { top: 0, left: 0, height: 1, width: 1 } },
      } as unknown as BranchRun)
    expect((await at(0)).adapter!.map(({ data }) => data[0])).toEqual([0.5, 5])
    await at(0)
    expect(made).toBe(1)
    expect(await at(1)).toEqual({})
  })
})
