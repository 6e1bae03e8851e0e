// What the branches of a step ask of one ControlNet is one run of it, as far as a batch may be.
import { describe, expect, it } from 'vitest'
import type { ControlNetConfig } from '../models/controlNetConfig'
import type { Feeds } from '../runtime/backend'
import { tensor, type Tensor } from '../tensor/tensor'
import { controlNetOn } from './controlSessions'

const filled = (value: number, shape: readonly number[]): Tensor =>
  tensor(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value), shape)

/** A ControlNet whose residuals are its sample plus its hint, and how many samples each of its runs had. */
function counting(maxBatch: number) {
  const batches: number[] = []
  const config = { conditioningChannels: 3, inChannels: 1 } as unknown as ControlNetConfig
  const run = async (_: string, __: unknown, feeds: Feeds) => {
    const [sample, hint] = [feeds['sample'] as Tensor, feeds['encoded_hint'] as Tensor]
    batches.push(sample.shape[0]!)
    const sum = tensor(
      sample.data.map((value, at) => value + hint.data[at]!),
      sample.shape,
    )
    return new Map([
      ['down_residual_0', sum],
      ['mid_residual', sum],
    ])
  }
  const net = controlNetOn({ config, weights: new Map() }, { run, maxBatch: () => maxBatch })
  const ask = (value: number, tokens = 4) =>
    net.run({
      sample: filled(value, [1, 1, 2, 2]),
      timestep: 10 * value,
      embedding: { tokens: filled(0, [1, tokens, 8]) },
      encodedHint: filled(100, [1, 1, 2, 2]),
      weigh: (index) => (index === 0 ? 1 : 2),
    })
  return { ask, batches }
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

  it('is run as often as a batch is too small, and for texts of another length by itself', async () => {
    const { ask, batches } = counting(2)
    await Promise.all([ask(1), ask(2), ask(3)])
    expect(batches).toEqual([2, 1])
    batches.length = 0
    await Promise.all([ask(1), ask(2, 8)])
    expect(batches).toEqual([1, 1])
  })
})
