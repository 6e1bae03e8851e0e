// What the branches of a step ask of one ControlNet is one run of it, as far as a batch may be.
import { describe, expect, it } from 'vitest'
import type { ControlNetConfig } from '../models/controlNetConfig'
import type { Feeds } from '../runtime/backend'
import { tensor, type Tensor } from '../tensor/tensor'
import { controlNetOn } from './controlSessions'

const filled = (value: number, shape: readonly number[]): Tensor =>
  tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape)

/** A ControlNet whose residuals are its sample plus its hint, what it was given, and how many samples each of its runs had. */
function counting(maxBatch: number) {
  const batches: number[] = []
  const given: Feeds[] = []
  const config = { conditioningChannels: 3, inChannels: 1 } as unknown as ControlNetConfig
  const run = async (key: string, _: unknown, feeds: Feeds) => {
    const { batch, samples } = JSON.parse(key) as { batch: number; samples?: number[] }
    const [sample, hint] = [feeds['sample'] as Tensor, feeds['encoded_hint'] as Tensor]
    batches.push(batch)
    given.push(feeds)
    const rows = Array.from({ length: batch }, (_, row) => samples?.[row] ?? row)
    const sum = tensor(
      Float32Array.from(
        rows.flatMap((row) => [0, 1, 2, 3].map((at) => at + 4 * row)),
        (at) => sample.data[at]! + hint.data[at]!,
      ),
      [batch, 1, 2, 2],
    )
    return new Map([
      ['down_residual_0', sum],
      ['mid_residual', sum],
    ])
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
    expect((await ask(1)).down).toHaveLength(1)
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
