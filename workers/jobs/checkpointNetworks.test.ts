import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import type { UNetCall } from '../diffusion/denoiser'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import { residualShapes } from '../models/unetGraph'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { zeros, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { CheckpointNetworks } from './checkpointNetworks'

const folder = 'workers/models/fixtures/checkpoints'
const random = (shape: readonly number[], seed = 0): Tensor => randomStreams(seed).stream('main').randn(shape)

let backend: Backend
let checkpoint: Checkpoint
let networks: CheckpointNetworks
let sessions: SessionCache
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
  checkpoint = await openCheckpoint(pathTree(`${folder}/sd1`))
  sessions = new SessionCache(backend, 1e9)
  networks = new CheckpointNetworks(checkpoint, backend, sessions)
})
afterAll(() => backend.dispose())

function largestDifference(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape)
  return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at]!)), 0)
}

const call = (seed: number, timestep: number): UNetCall => ({
  sample: random([1, 4, 8, 8], seed),
  timestep,
  embedding: { tokens: random([1, 77, checkpoint.unet.config.crossAttentionDim], seed + 50) },
})

describe('the UNet', () => {
  test('gives each call of a batch what it gives it alone', async () => {
    const calls = [call(1, 801), call(2, 801), call(3, 21)]
    const unet = networks.unet()
    const together = await unet.run(calls)
    const alone = [
      await unet.run([calls[0]!]),
      await unet.run([calls[1]!]),
      await unet.run([calls[2]!]),
    ].flat()
    together.forEach(({ output }, at) =>
      expect(largestDifference(output, alone[at]!.output)).toBeLessThan(1e-4),
    )
    expect(largestDifference(alone[0]!.output, alone[1]!.output)).toBeGreaterThan(0.1)
  })

  test('runs calls of different sizes apart, in their order', async () => {
    const long = {
      ...call(5, 301),
      embedding: { tokens: random([1, 40, checkpoint.unet.config.crossAttentionDim], 9) },
    }
    const outputs = await networks.unet().run([call(4, 301), long, call(4, 301)])
    expect(largestDifference(outputs[0]!.output, outputs[2]!.output)).toBe(0)
    expect(largestDifference(outputs[0]!.output, outputs[1]!.output)).toBeGreaterThan(0.1)
  })

  test('takes a call without residuals as one with zeros', async () => {
    const { config } = checkpoint.unet
    const { down, mid } = residualShapes(config, { batch: 1, height: 8, width: 8 })
    const residuals = { down: down.map((shape) => random(shape, 7)), mid: random(mid, 8) }
    const [plain] = await networks.unet().run([call(1, 500)])
    const [without, withZeros, withResiduals] = await networks
      .unet()
      .run([
        call(1, 500),
        { ...call(1, 500), residuals: { down: down.map((shape) => zeros(shape)), mid: zeros(mid) } },
        { ...call(1, 500), residuals },
      ])
    expect(largestDifference(without!.output, withZeros!.output)).toBe(0)
    expect(largestDifference(without!.output, plain!.output)).toBeLessThan(1e-4)
    expect(largestDifference(without!.output, withResiduals!.output)).toBeGreaterThan(0.1)
  })

  test('refuses a guidance-scale embedding that it does not take', async () => {
    const scaled = { ...call(1, 500), timestepCond: zeros([1, 256]) }
    await expect(networks.unet().run([scaled])).rejects.toThrow('does not take')
  })

  test('gives attention probabilities of the layers that are asked for', async () => {
    const path = 'mid_block.attentions.0.transformer_blocks.0.attn1'
    const [first, second] = await networks.unet().run([
      { ...call(1, 500), taps: [path] },
      { ...call(2, 500), taps: [path] },
    ])
    const probabilities = first!.taps.get(path)!
    const [batch, heads, queries, keys] = probabilities.shape as [number, number, number, number]
    expect([batch, queries, keys]).toEqual([1, 4, 4])
    for (let row = 0; row < heads * queries; row++) {
      const sum = probabilities.data.subarray(row * keys, (row + 1) * keys).reduce((a, b) => a + b)
      expect(sum).toBeCloseTo(1, 5)
    }
    expect(largestDifference(probabilities, second!.taps.get(path)!)).toBeGreaterThan(1e-3)
  })
})

test('encodes a text, with and without skipping a layer', async () => {
  const { ids } = networks.tokenizer.tokenize('make the cat blue')
  const { tokens: hidden } = await networks.encodeText(ids, { clipSkip: 0 })
  expect(hidden.shape).toEqual([1, 77, checkpoint.textEncoder.config.hiddenSize])
  const { tokens: skipped } = await networks.encodeText(ids, { clipSkip: 1 })
  expect(largestDifference(hidden, skipped)).toBeGreaterThan(0.1)
})

test('encodes and decodes a picture of any size that the scale factor divides', async () => {
  const { mean, logVariance } = await networks.encodeImage(random([1, 3, 64, 48]))
  expect(mean.shape).toEqual([1, 4, 8, 6])
  expect(logVariance?.shape).toEqual([1, 4, 8, 6])
  expect((await networks.decode(mean)).shape).toEqual([1, 3, 64, 48])
})

test('a tiny autoencoder has no variance', async () => {
  const tiny = await openCheckpoint(pathTree(`${folder}/tiny-vae`))
  const encoded = await new CheckpointNetworks(tiny, backend, sessions).encodeImage(random([1, 3, 32, 32]))
  expect(encoded.logVariance).toBeUndefined()
  expect(encoded.mean.shape).toEqual([1, 4, 4, 4])
})

test('loads a network once for each size, and adds up the time inside of runs', async () => {
  const own = new SessionCache(backend, 1e9)
  const counted = new CheckpointNetworks(checkpoint, backend, own)
  await counted.unet().run([call(1, 1)])
  const first = counted.networkSeconds
  await counted.unet().run([call(2, 1)])
  expect(own.count).toBe(1)
  expect(first).toBeGreaterThan(0)
  expect(counted.networkSeconds).toBeGreaterThan(first)
  await counted.unet().run([call(1, 1), call(2, 1)])
  expect(own.count).toBe(2)
})
