// The autoencoder in tiles is the autoencoder as a whole: on a random one with the topology of Stable Diffusion's, amplified, whose
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
import { spansOf, tilesOf } from './overlappingTiles'

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

type Limits = Pick<AutoencoderRuns, 'largestTensor' | 'tileBytes' | 'heldBytes'>

function runsOf(network: OpenedNetwork<VaeConfig>, limits: Limits) {
  const sessions = new SessionCache(backend, 1e9)
  const keys = new Set<string>()
  const runs: AutoencoderRuns = {
    network,
    ...limits,
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

const rangeOf = ({ data }: Tensor): number =>
  data.reduce((most, value) => Math.max(most, value), -Infinity) -
  data.reduce((least, value) => Math.min(least, value), Infinity)

describe.each(['sd1', 'sdxl'])('the autoencoder of %s in tiles', (name) => {
  const open = async () => (await openCheckpoint(pathTree(checkpointFolder(name)))).vae

  it.each([
    { blocks: 1, heldBytes: 1e9 },
    { blocks: 2, heldBytes: 1e9 },
    // Of the maps between the pieces, some can be held, and none.
    { blocks: 1, heldBytes: 200_000 },
    { blocks: 0, heldBytes: 0 },
  ])('decodes as the whole, from block $blocks on, with $heldBytes bytes', async ({ blocks, heldBytes }) => {
    const network = await open()
    // All pieces together reach 15 latent pixels far.
    const height = blocks === 0 ? 80 : 24
    const latents = uneven([1, 4, height, 20])
    const { blockOutChannels } = network.config as { blockOutChannels: readonly number[] }
    const channels = blockOutChannels.toReversed()
    const whole = await decodeLatents(latents, runsOf(network, { largestTensor: 1e9 }).runs)
    // What comes out of the last block of the front is just small enough.
    const largestTensor = blocks === 0 ? 1 : 4 * channels[blocks - 1]! * 4 ** blocks * height * 20
    const { runs, keys, sessions } = runsOf(network, { largestTensor, tileBytes: 20_000, heldBytes })
    const pieces = await decodeLatents(latents, runs)
    expect([...keys][0]).toBe(`decoder to ${blocks} ${height}x20`)
    // In more than one tile.
    const last = [...keys].at(-1)!
    expect(last).toContain('decoder out')
    expect(last).not.toMatch(/ (192x160|80x20) /)
    expect(last.includes(' to decoder out')).toBe(heldBytes < 1e9)
    expect(sessions.count).toBe(0)
    const range = rangeOf(whole)
    // At most 2e-6 of the range.
    expect(largestDifference(pieces, whole)).toBeLessThan(1e-5 * range)
  })

  it.each([
    { level: 1, heldBytes: 1e9 },
    { level: 2, heldBytes: 1e9 },
    { level: 2, heldBytes: 300_000 },
    { level: 3, heldBytes: 0 },
  ])('encodes as the whole, down to level $level, with $heldBytes bytes', async ({ level, heldBytes }) => {
    const network = await open()
    const picture = uneven([1, 3, 192, 160])
    const { blockOutChannels } = network.config as { blockOutChannels: readonly number[] }
    const whole = await encodePicture(picture, runsOf(network, { largestTensor: 1e9 }).runs)
    const largestTensor = level === 3 ? 1 : (4 * blockOutChannels[level]! * 192 * 160) / 4 ** level
    const { runs, keys } = runsOf(network, { largestTensor, tileBytes: 20_000, heldBytes })
    const pieces = await encodePicture(picture, runs)
    expect([...keys].at(-1)).toMatch(new RegExp(`^encoder from ${level} `))
    expect([...keys].some((key) => key.startsWith('encoder in to '))).toBe(heldBytes < 1e9)
    const range = rangeOf(whole.mean)
    // At most 4e-6 of the range.
    expect(largestDifference(pieces.mean, whole.mean)).toBeLessThan(1e-5 * range)
    expect(largestDifference(pieces.logVariance!, whole.logVariance!)).toBeLessThan(1e-5 * range)
  })
})

describe('a tiny autoencoder in tiles', () => {
  it('decodes and encodes as the whole', async () => {
    const network = (await openCheckpoint(pathTree(checkpointFolder('tiny-vae')))).vae
    const whole = runsOf(network, { largestTensor: 1e9 })
    // An eighth of the pixels, if its reach allowed that.
    const parts = runsOf(network, { largestTensor: (4 * 8 * 640 * 448) / 8 })
    const latents = uneven([1, 4, 80, 56])
    const decoded = await decodeLatents(latents, whole.runs)
    expect(largestDifference(await decodeLatents(latents, parts.runs), decoded)).toBeLessThan(1e-5)
    const [one, other] = [await encodePicture(decoded, whole.runs), await encodePicture(decoded, parts.runs)]
    expect(largestDifference(other.mean, one.mean)).toBeLessThan(1e-5 * rangeOf(one.mean))
    const sizes = [...parts.keys].map((key) => key.split(' ')[1])
    expect(sizes).toEqual([expect.not.stringMatching(/^80x56/), expect.not.stringMatching(/^640x448/)])
  })
})

describe('tiles', () => {
  it.each([
    { extent: 10, length: 12, halo: 1 },
    { extent: 100, length: 14, halo: 1 },
    { extent: 64, length: 10, halo: 2 },
    { extent: 30, length: 28, halo: 1 },
  ])('of $length keep every pixel of $extent once, with $halo beside', ({ extent, length, halo }) => {
    let next = 0
    for (const { start, end, from, to } of spansOf(extent, length, halo)) {
      expect(from).toBe(next)
      expect(end - start).toBe(Math.min(length, extent))
      expect(from - start >= halo || start === 0).toBe(true)
      expect(end - to >= halo || end === extent).toBe(true)
      expect(to).toBeGreaterThan(from)
      next = to
    }
    expect(next).toBe(extent)
  })

  it('begin at pixels of a result that is smaller', () => {
    const { rows, columns, height, width } = tilesOf(
      { height: 208, width: 104 },
      { scale: 1 / 8, halo: 5 },
      5000,
    )
    expect([rows.length > 1, columns.length > 1]).toEqual([true, true])
    for (const { start, end, from, to } of [...rows, ...columns])
      expect([start, end, from, to].map((place) => place % 8)).toEqual([0, 0, 0, 0])
    expect([height % 8, width % 8]).toEqual([0, 0])
  })
})
