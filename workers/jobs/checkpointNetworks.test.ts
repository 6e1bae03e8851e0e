import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomStreams } from '../diffusion/random/streams'
import type { UNetCall } from '../diffusion/denoiser'
import { openCheckpoint, type Checkpoint } from '../models/checkpoint'
import { openControlNetwork } from '../models/openControlNetwork'
import { residualShapes } from '../models/unetGraph'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { zeros, type Tensor } from '../tensor/tensor'
import { pathTree } from '../weights/pathTree.node'
import { CheckpointNetworks } from './checkpointNetworks'
import { withKeptSessions } from './fixtures/keptSessions.node'
import { KeptResults } from './keptResults'
import type { BesideNetwork } from './openBeside'

const folder = 'workers/models/fixtures/checkpoints'
const random = (shape: readonly number[], seed = 0): Tensor => randomStreams(seed).stream('main').randn(shape)

let backend: Backend
let checkpoint: Checkpoint
let networks: CheckpointNetworks
let sessions: SessionCache
beforeAll(async () => {
  backend = withKeptSessions(await openNodeBackend({ threads: 1 }))
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

describe('of a checkpoint', () => {
  const opened = async (name: string) =>
    new CheckpointNetworks(await openCheckpoint(pathTree(`${folder}/${name}`)), backend, sessions)

  test('guides are told what its configurations say', async () => {
    expect(networks.traits).toMatchObject({
      inChannels: 4,
      latentChannels: 4,
      latentsVary: true,
      sampleSize: checkpoint.unet.config.sampleSize,
      crossAttentionDim: 24,
      timestepCondWidth: 0,
      isXl: false,
      textWidths: [24],
      skips: residualShapes(checkpoint.unet.config, { batch: 1, height: 8, width: 8 }).down.length,
    })
    expect((await opened('tiny-vae')).traits).toMatchObject({ latentsVary: false })
    expect((await opened('sdxl')).traits).toMatchObject({ isXl: true, textWidths: [16, 20] })
    expect((await opened('inpaint')).traits).toMatchObject({ inChannels: 9, latentChannels: 4 })
    const { config } = (await openCheckpoint(pathTree(`${folder}/lcm`))).unet
    expect(config.timeCondProjDim).toBeGreaterThan(0)
    expect((await opened('lcm')).traits).toMatchObject({ timestepCondWidth: config.timeCondProjDim })
  })

  test('no negative prompt is zeros where it says so', async () => {
    expect(networks.zerosForNone).toBe(false)
    expect((await opened('sdxl')).zerosForNone).toBe(true)
    expect((await opened('sdxl-inpaint')).zerosForNone).toBe(false)
  })

  test('nothing is said and no word is known that no add-on brings; what one brings is', () => {
    expect(networks.notes).toEqual([])
    expect(networks.kept).toBeUndefined()
    const nothing = { key: '', overlays: new Map(), strengths: new Map() }
    const addOns = {
      unet: nothing,
      textEncoder: nothing,
      secondTextEncoder: nothing,
      words: [{ word: 'sks', count: 2, firstId: checkpoint.textEncoder.config.vocabSize }],
      vectors: zeros([2, 24]),
      notes: ['It does not fit.'],
    }
    const kept = new KeptResults()
    const own = new CheckpointNetworks(checkpoint, backend, sessions, { addOns, kept })
    expect(own.notes).toEqual(['It does not fit.'])
    expect(own.kept).toBe(kept)
    const ids = (of: CheckpointNetworks) => [...of.tokenizer.tokenize('sks').ids]
    const { firstId } = addOns.words[0]!
    expect(ids(own)).toEqual(expect.arrayContaining([firstId, firstId + 1]))
    expect(Math.max(...ids(networks))).toBeLessThan(firstId)
  })
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
  const began = performance.now()
  await counted.unet().run([call(1, 1)])
  const first = counted.networkSeconds
  expect(first).toBeLessThan((performance.now() - began) / 1000)
  await counted.unet().run([call(2, 1)])
  expect(own.count).toBe(1)
  expect(first).toBeGreaterThan(0)
  expect(counted.networkSeconds).toBeGreaterThan(first)
  await counted.unet().run([call(1, 1), call(2, 1)])
  expect(own.count).toBe(2)
})

/** Sessions that note what they are asked for: the networks' keys, and what they are computed in. */
class Watched extends SessionCache {
  readonly asked: { readonly key: string; readonly compute: string | undefined }[] = []

  override get(...[key, build, options]: Parameters<SessionCache['get']>) {
    this.asked.push({ key, compute: options?.compute })
    return super.get(key, build, options)
  }
}

describe('the autoencoder', () => {
  test('encodes one picture once, for every edit of it, and decodes it once as it was', async () => {
    const own = new Watched(backend, 1e9)
    const picture = random([1, 3, 32, 32])
    const first = new CheckpointNetworks(checkpoint, backend, own)
    const { mean } = await first.encodeImage(picture)
    const again = new CheckpointNetworks(checkpoint, backend, own)
    expect((await again.encodeImage(picture)).mean).toBe(mean)
    expect(own.asked).toHaveLength(1)
    await again.encodeImage(random([1, 3, 32, 32], 1))
    expect(own.asked).toHaveLength(2)

    const unedited = await first.decode(mean, 'unedited')
    expect(await again.decode(mean, 'unedited')).toBe(unedited)
    expect(own.asked).toHaveLength(3)
    // A result is another decoding, of the same numbers.
    expect(largestDifference(await again.decode(mean), unedited)).toBe(0)
    expect(own.asked).toHaveLength(4)
  })

  test('that another checkpoint scales otherwise is told apart', async () => {
    const own = new Watched(backend, 1e9)
    const { vae } = checkpoint
    const other = {
      ...checkpoint,
      vae: { ...vae, config: { ...vae.config, scalingFactor: 2 * vae.config.scalingFactor } },
    }
    const picture = random([1, 3, 32, 32])
    await new CheckpointNetworks(checkpoint, backend, own).encodeImage(picture)
    await new CheckpointNetworks(other, backend, own).encodeImage(picture)
    expect(new Set(own.asked.map(({ key }) => key)).size).toBe(2)
  })

  test('tells how long a preview takes once one was decoded', async () => {
    const own = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    expect(own.previewSeconds([1, 4, 4, 4])).toBeUndefined()
    await own.decode(random([1, 4, 4, 4]), 'preview')
    await own.decode(random([1, 4, 4, 4]), 'preview')
    expect(own.previewSeconds([1, 4, 4, 4])).toBeGreaterThan(0)
  })

  test('is not begun once the edit is cancelled', async () => {
    const own = new Watched(backend, 1e9)
    const cancelled = new CheckpointNetworks(checkpoint, backend, own, { signal: AbortSignal.abort() })
    await expect(cancelled.decode(random([1, 4, 4, 4]))).rejects.toMatchObject({ code: 'cancelled' })
    expect(own.asked).toEqual([])
  })

  test('that asks for it is computed in float32, beside networks in float16', async () => {
    const target = { ...backend.target, compute: 'float16' as const }
    const half = Object.assign(Object.create(backend) as Backend, { target })
    const { vae } = checkpoint
    if (vae.config.kind !== 'kl') throw new Error('This autoencoder has no variance.')
    const computed = async (forceUpcast: boolean) => {
      const own = new Watched(half, 1e9)
      const upcast = {
        ...checkpoint,
        vae: { ...vae, config: { ...vae.config, forceUpcast } as typeof vae.config },
      }
      const networks = new CheckpointNetworks(upcast, half, own)
      await networks.decode(random([1, 4, 4, 4])).catch(() => {})
      await networks
        .unet()
        .run([call(1, 1)])
        .catch(() => {})
      return own.asked.map(({ compute }) => compute)
    }
    expect(await computed(true)).toEqual(['float32', 'float16'])
    expect(await computed(false)).toEqual(['float16', 'float16'])
  })
})

test('a large UNet fills the device with one sample: each is run by itself', async () => {
  const runsOf = async (parameters: number) => {
    const own = new Watched(backend, 1e9)
    const { unet } = checkpoint
    const rest = [...unet.weights.values()][0]!
    const weights = new Map([...unet.weights, ['of another part', { ...rest, shape: [parameters] }]])
    const large = new CheckpointNetworks({ ...checkpoint, unet: { ...unet, weights } }, backend, own)
    await large.unet().run([call(1, 1), call(2, 1)])
    return [own.asked.length, large.unet().samplesTogether!(8, 8) > 1]
  }
  expect(await runsOf(1)).toEqual([1, true])
  expect(await runsOf(100e6)).toEqual([2, false])
})

describe('a network beside the checkpoint', () => {
  const beside = (id: string) => openControlNetwork(pathTree(`workers/models/fixtures/controlNetworks/${id}`))
  const withBeside = () => new CheckpointNetworks(checkpoint, backend, sessions, { controlNetwork: beside })

  test('is what the guide is for, or refused by name', async () => {
    const own = withBeside()
    expect((await own.controlNet('controlnet')).hintChannels).toBe(3)
    expect((await own.adapter('adapter-full')).hintChannels).toBe(1)
    const refusal = (id: string, wanted: string) => ({
      report: { id: 'jobs.wrongKind', values: { network: id, wanted } },
    })
    await expect(own.controlNet('adapter-full')).rejects.toMatchObject(refusal('adapter-full', 'ControlNet'))
    await expect(own.adapter('controlnet')).rejects.toMatchObject(refusal('controlnet', 'T2I-Adapter'))
  })

  test('that is a model of the Hub, or is not there, is refused', async () => {
    const model = { kind: 'depth-estimation' } as unknown as BesideNetwork
    const own = new CheckpointNetworks(checkpoint, backend, sessions, { controlNetwork: async () => model })
    await expect(own.controlNet('depths')).rejects.toMatchObject({ report: { id: 'hub.onlyModel' } })
    await expect(networks.controlNet('nobody')).rejects.toMatchObject({ code: 'checkpoint' })
  })
})
