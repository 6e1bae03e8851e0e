// What the branches of a step ask of one ControlNet is one run of it, as far as a batch may be.
import { describe, expect, it } from 'vitest'
import type { ControlNetConfig } from '../models/controlNetConfig'
import type { Feeds } from '../runtime/backend'
import { tensor, type Tensor } from '../tensor/tensor'
import type { DeviceTensor } from '../tensor/deviceTensor'
import type { T2IAdapterConfig } from '../models/t2iAdapterConfig'
import { adapterOn, controlNetOn } from './controlSessions'

const filled = (value: number, shape: readonly number[]): Tensor =>
  tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape)

/** Of two residuals on the way down, and the middle block's. */
const config = {
  conditioningChannels: 3,
  inChannels: 1,
  blockOutChannels: [1],
  layersPerBlock: [1],
} as unknown as ControlNetConfig

/** A ControlNet whose residuals are its sample plus its hint, times their weights, what it was given, and how many samples each of its runs had. */
function counting(maxBatch: number) {
  const batches: number[] = []
  const given: Feeds[] = []
  const run = async (key: string, _: unknown, feeds: Feeds) => {
    const { batch, samples } = JSON.parse(key) as { batch: number; samples?: number[] }
    const [sample, hint, weights] = ['sample', 'encoded_hint', 'residual_weights'].map(
      (name) => feeds[name] as Tensor,
    ) as [Tensor, Tensor, Tensor]
    batches.push(batch)
    given.push(feeds)
    const rows = Array.from({ length: batch }, (_, row) => samples?.[row] ?? row)
    expect(weights.shape).toEqual([batch, 3])
    const names = ['down_residual_0', 'down_residual_1', 'mid_residual']
    return new Map(
      names.map((name, index) => {
        const sums = rows.flatMap((seen, row) =>
          [0, 1, 2, 3].map(
            (at) =>
              (sample.data[at + 4 * seen]! + hint.data[at + 4 * seen]!) * weights.data[3 * row + index]!,
          ),
        )
        return [name, tensor(Float32Array.from(sums), [batch, 1, 2, 2])] as const
      }),
    )
  }
  const net = controlNetOn({ config, weights: new Map() }, { run, maxBatch: () => maxBatch })
  const ask = (value: number, tokens = 4, hint = 100) =>
    net.run({
      sample: filled(value, [1, 1, 2, 2]),
      timestep: 10 * value,
      embedding: { tokens: filled(0, [1, tokens, 8]) },
      encodedHint: filled(hint, [1, 1, 2, 2]),
      weigh: (index) => (index === 0 ? 1 : 2),
    })
  return { ask, batches, given }
}

describe('a ControlNet', () => {
  it('is run once for all branches of a step, each with its own residuals and weights', async () => {
    const { ask, batches } = counting(4)
    const [one, two, three] = await Promise.all([ask(1), ask(2), ask(3)])
    expect(batches).toEqual([3])
    expect([one, two, three].map(({ down }) => (down[0] as Tensor).data[0])).toEqual([101, 102, 103])
    expect([one, two, three].map(({ mid }) => [(mid as Tensor).data[3], mid.shape[0]])).toEqual([
      [202, 1],
      [204, 1],
      [206, 1],
    ])
  })

  it('gives one residual for each of the UNet’s skips and one for its middle', async () => {
    const { ask } = counting(4)
    expect((await ask(1)).down).toHaveLength(2)
  })

  it('is given each sample with its own timestep, and once what branches share', async () => {
    const { ask, given } = counting(4)
    const seen = (name: string) => [...(given.at(-1)![name] as Tensor).data]
    await Promise.all([ask(1), ask(2)])
    expect(seen('timestep')).toEqual([10, 20])
    expect(seen('sample')).toEqual([1, 1, 1, 1, 2, 2, 2, 2])
    const [one, two] = await Promise.all([ask(1), ask(1)])
    expect(seen('sample')).toEqual([1, 1, 1, 1])
    expect(seen('timestep')).toEqual([10])
    expect(two).toEqual(one)
    // With another hint it is another sample.
    const [first, second] = await Promise.all([ask(1), ask(1, 4, 200)])
    expect(seen('sample')).toHaveLength(8)
    expect([first, second].map(({ mid }) => (mid as Tensor).data[0])).toEqual([202, 402])
  })

  it('is run as often as a batch is too small, and for texts of another length by itself', async () => {
    const { ask, batches } = counting(2)
    await Promise.all([ask(1), ask(2), ask(3)])
    expect(batches).toEqual([2, 1])
    batches.length = 0
    await Promise.all([ask(1), ask(2, 8)])
    expect(batches).toEqual([1, 1])
  })
})

it('residuals on the device are released once, when all that share them are', async () => {
  const released: string[] = []
  const given: Feeds[] = []
  const keep = (name: string): DeviceTensor => ({
    onDevice: true,
    shape: [2, 1, 2, 2],
    release: () => void released.push(name),
  })
  const names = ['down_residual_0', 'down_residual_1', 'mid_residual']
  const net = controlNetOn(
    { config, weights: new Map() },
    {
      run: () => Promise.reject(new Error('The residuals went through the CPU.')),
      runOnDevice: async (_, __, feeds) => {
        given.push(feeds)
        return new Map(names.map((name) => [name, keep(name)]))
      },
      maxBatch: () => 4,
    },
  )
  const ask = (value: number) =>
    net.run({
      sample: filled(value, [1, 1, 2, 2]),
      timestep: 1,
      embedding: { tokens: filled(0, [1, 4, 8]) },
      encodedHint: filled(100, [1, 1, 2, 2]),
      weigh: (index, count) => value * 10 + index / count,
    })
  const [one, two] = await Promise.all([ask(1), ask(2)])
  const { data, shape } = given[0]!['residual_weights'] as Tensor
  expect(shape).toEqual([2, 3])
  expect([...data].map((weight) => weight.toFixed(2)).join()).toBe('10.00,10.33,10.67,20.00,20.33,20.67')
  expect([one.down, two.down].map(({ length }) => length)).toEqual([2, 2])
  expect(two.mid).toMatchObject({ shape: [1, 1, 2, 2], terms: [{ row: 1 }] })
  one.release!()
  one.release!()
  expect(released).toEqual([])
  two.release!()
  two.release!()
  expect(released).toEqual(names)
})

it('an adapter gives a feature for each level, and Stable Diffusion XL’s one for the middle block', async () => {
  const features = async (adapterType: string) => {
    const config = { inChannels: 3, adapterType } as T2IAdapterConfig
    const hint = filled(1, [1, 3, 64, 64])
    const adapter = adapterOn({ config, weights: new Map() }, 2, async (key, _, feeds) => {
      expect([key, feeds]).toEqual(['{"height":64,"width":64}', { hint }])
      return new Map([0, 1, 2, 3].map((at) => [`adapter_${at}`, filled(at, [1])]))
    })
    expect(adapter.hintChannels).toBe(3)
    return (await adapter.features(hint)).map((one) => one.data[0])
  }
  expect(await features('light_adapter')).toEqual([0, 1])
  expect(await features('full_adapter_xl')).toEqual([0, 1, 2])
})
