// The autoencoder in strips is the autoencoder as a whole: on a random one with the topology of Stable Diffusion's, amplified, whose
// pictures use the whole range.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCheckpoint } from '../models/checkpoint'
import type { VaeConfig } from '../models/vaeConfig'
import type { OpenedNetwork } from '../models/openNetwork'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { decodeLatents, encodePicture, type AutoencoderRuns } from './autoencoder'
import { checkpointFolder } from './fixtures/tinyNetworks.node'
import { stripsOf } from './stripwise'

let backend: Backend
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
})
afterAll(() => backend.dispose())

/** Half of it is another picture than the other, so that a part has other statistics than the whole. */
const uneven = (shape: readonly [number, number, number, number]): Tensor => {
  const half = (shape[2] * shape[3]) / 2
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, at) => {
      const place = at % (2 * half)
      return place < half ? Math.sin(at * 0.37) : 0.8 + 0.2 * Math.cos(at * 1.9)
    }),
    shape,
  )
}

function runsOf(network: OpenedNetwork<VaeConfig>, largestTensor: number, stripBytes?: number) {
  const sessions = new SessionCache(backend, 1e9)
  const keys = new Set<string>()
  const runs: AutoencoderRuns = {
    network,
    largestTensor,
    ...(stripBytes !== undefined && { stripBytes }),
    run: async (key, build, feeds) => {
      keys.add(key)
      return (await sessions.get(key, build)).run(feeds)
    },
    release: (key) => sessions.release(key),
  }
  return { runs, keys, sessions }
}

const largestDifference = (a: Tensor, b: Tensor): number => {
  expect(a.shape).toEqual(b.shape)
  return a.data.reduce((most, value, at) => Math.max(most, Math.abs(value - b.data[at]!)), 0)
}

describe.each(['sd1', 'sdxl'])('the autoencoder of %s in strips', (name) => {
  const open = async () => (await openCheckpoint(pathTree(checkpointFolder(name)))).vae

  it.each([1, 2])('decodes as the whole, strips from block %i on', async (blocks) => {
    const network = await open()
    const latents = uneven([1, 4, 24, 20])
    const { blockOutChannels } = network.config as { blockOutChannels: readonly number[] }
    const channels = blockOutChannels.toReversed()
    const whole = await decodeLatents(latents, runsOf(network, 1e9).runs)
    // What comes out of the last block of the front is just small enough.
    const limit = 4 * channels[blocks - 1]! * 4 ** blocks * 24 * 20
    const { runs, keys, sessions } = runsOf(network, limit, 20_000)
    const stripped = await decodeLatents(latents, runs)
    expect([...keys][0]).toBe(`decoder to ${blocks} 24x20`)
    const rows = [...keys].filter((key) => key.startsWith('decoder out')).map((key) => key.split(' ')[2])
    expect(rows).toEqual([expect.not.stringMatching(/^192x/)])
    expect(sessions.count).toBe(0)
    const range = Math.max(...whole.data) - Math.min(...whole.data)
    // At most 2e-6 of the range.
    expect(largestDifference(stripped, whole)).toBeLessThan(1e-5 * range)
  })

  it.each([1, 2])('encodes as the whole, strips down to level %i', async (level) => {
    const network = await open()
    const picture = uneven([1, 3, 192, 160])
    const { blockOutChannels } = network.config as { blockOutChannels: readonly number[] }
    const whole = await encodePicture(picture, runsOf(network, 1e9).runs)
    const limit = (4 * blockOutChannels[level]! * 192 * 160) / 4 ** level
    const { runs, keys } = runsOf(network, limit, 20_000)
    const stripped = await encodePicture(picture, runs)
    expect([...keys].at(-1)).toMatch(new RegExp(`^encoder from ${level} `))
    const range = Math.max(...whole.mean.data) - Math.min(...whole.mean.data)
    // At most 4e-6 of the range.
    expect(largestDifference(stripped.mean, whole.mean)).toBeLessThan(1e-5 * range)
    expect(largestDifference(stripped.logVariance!, whole.logVariance!)).toBeLessThan(1e-5 * range)
  })
})

describe('strips', () => {
  it.each([
    { height: 10, rows: 12, halo: 1 },
    { height: 100, rows: 14, halo: 1 },
    { height: 64, rows: 10, halo: 2 },
    { height: 30, rows: 28, halo: 1 },
  ])('of $rows rows keep every row of $height once, with $halo beside', ({ height, rows, halo }) => {
    let next = 0
    for (const { start, end, from, to } of stripsOf(height, rows, halo)) {
      expect(from).toBe(next)
      expect(end - start).toBe(Math.min(rows, height))
      expect(from - start >= halo || start === 0).toBe(true)
      expect(end - to >= halo || end === height).toBe(true)
      expect(to).toBeGreaterThan(from)
      next = to
    }
    expect(next).toBe(height)
  })
})
