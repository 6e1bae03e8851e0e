// Autoencoders alone in one file, under the names of diffusers, of LDM and of TAESD's author, beside a checkpoint: pictures and latents
// as diffusers gives them with the same weights (tools/reference/vae_files.py).
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CheckpointNetworks } from '../../jobs/checkpointNetworks'
import type { Backend } from '../../runtime/backend'
import { openNodeBackend } from '../../runtime/node.node'
import { SessionCache } from '../../runtime/sessionCache'
import { sizeOf, tensor, type Tensor } from '../../tensor/tensor'
import { bytesSource } from '../../weights/bytesSource'
import type { AddOn } from '../addOns/addOn'
import { fitAddOns } from '../addOns/fitAddOns'
import { openAddOn, openAddOnOf } from '../addOns/openAddOn'
import { openCheckpoint, type Checkpoint } from '../checkpoint'
import { checkpointTree, editedTree } from '../fixtures/editedTree.node'
import { safetensorsOf, type Written } from '../fixtures/safetensorsOf'

const known = JSON.parse(readFileSync('workers/models/ldm/fixtures/vaeFiles.json', 'utf8')) as {
  readonly diffusers: Written
  readonly ldm: Written
  readonly tiny: Written
  readonly mean: readonly number[]
  readonly decoded: readonly number[]
  readonly tinyDecoded: readonly number[]
}

let backend: Backend
let checkpoint: Checkpoint
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
  checkpoint = await openCheckpoint(checkpointTree('sd1'))
})
afterAll(() => backend.dispose())

const wave = (shape: readonly number[], at: (n: number) => number): Tensor =>
  tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, n) => at(n)),
    shape,
  )
const latents = wave([1, 4, 2, 3], Math.cos)
const picture = wave([1, 3, 16, 24], (n) => Math.sin(n / 5))

const open = (tensors: Written, name = 'one.safetensors') =>
  openAddOn(bytesSource(name, safetensorsOf(tensors)))
const fit = (...addOns: AddOn[]) =>
  fitAddOns(
    addOns.map((addOn) => ({ id: addOn.label, addOn, strength: { unet: 1, textEncoder: 1 } })),
    checkpoint,
  )
const networksWith = async (...addOns: AddOn[]) =>
  new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9), {
    addOns: await fit(...addOns),
  })

const error = (found: Tensor, expected: readonly number[]) => {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  return expected.reduce((most, value, at) => Math.max(most, Math.abs(value - found.data[at]!)), 0) / largest
}
const prefixed = (tensors: Written, rename: (key: string) => string): Written =>
  Object.fromEntries(Object.entries(tensors).map(([key, shape]) => [rename(key), shape]))

describe('an autoencoder in one file', () => {
  const { diffusers, ldm } = known
  it.each([
    ['diffusers', diffusers],
    ['LDM', ldm],
    [
      'LDM, with its prefix and what the training left',
      {
        ...prefixed(ldm, (key) => `first_stage_model.${key}`),
        'loss.logvar': [],
        'model_ema.num_updates': [1],
      },
    ],
  ] as [string, Written][])('under the names of %s encodes and decodes as diffusers', async (_, tensors) => {
    const addOn = await open(tensors)
    expect(addOn.kind).toBe('vae')
    const networks = await networksWith(addOn)
    expect(error(await networks.decode(latents), known.decoded)).toBeLessThan(5e-5)
    expect(error((await networks.encodeImage(picture)).mean, known.mean)).toBeLessThan(5e-5)
    const own = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    expect(error(await own.decode(latents), known.decoded)).toBeGreaterThan(0.1)
  })

  it('is held against the checkpoint', async () => {
    const wide = { ...ldm, 'decoder.conv_in.weight': [64, 8, 3, 3] }
    await expect(open(wide)).rejects.toThrow(/misshapen/)
    await expect(open({ ...ldm, 'encoder.extra.weight': [1] })).rejects.toThrow(/"encoder.extra.weight"/)
    const [one, other] = [await open(ldm, 'one.safetensors'), await open(diffusers, 'two.safetensors')]
    await expect(fit(one, other)).rejects.toThrow('"one.safetensors" and "two.safetensors" are both')
  })

  it('of another family is told by how much it scales latents', async () => {
    const config = { _class_name: 'AutoencoderKL', block_out_channels: [32, 32, 64, 64], layers_per_block: 2 }
    const folder = (changes: object) =>
      editedTree('sd1', {
        'config.json': JSON.stringify({
          ...config,
          down_block_types: Array(4).fill('DownEncoderBlock2D'),
          up_block_types: Array(4).fill('UpDecoderBlock2D'),
          ...changes,
        }),
        'diffusion_pytorch_model.safetensors': safetensorsOf(diffusers),
      })
    expect((await fit(await openAddOnOf(folder({})))).vae).toBeDefined()
    await expect(fit(await openAddOnOf(folder({ scaling_factor: 0.13025 })))).rejects.toThrow(
      /scales latents by 0.13025, and that of ".*sd1" by 0.18215/,
    )
  })
})

describe('TAESD in one file', () => {
  const { tiny } = known
  const decoder = Object.fromEntries(Object.entries(tiny).filter(([key]) => key.startsWith('decoder.')))
  /** The weights of the decoder go on where those of the encoder end, so the encoder has to be there. */
  const original = prefixed(tiny, (key) =>
    key.replace(/^(encoder|decoder)\.layers\.(\d+)/, (_, part: string, layer: string) =>
      part === 'encoder' ? `taesd_encoder.${layer}` : `taesd_decoder.${Number(layer) + 1}`,
    ),
  )

  it.each([
    ['diffusers', tiny],
    ['its author', original],
  ] as [string, Written][])('under the names of %s decodes previews as diffusers', async (_, tensors) => {
    const addOn = await open(tensors, 'taesd.safetensors')
    expect(addOn.kind).toBe('preview-decoder')
    const networks = await networksWith(addOn)
    expect(error(await networks.decode(latents, 'preview'), known.tinyDecoded)).toBeLessThan(5e-5)
    const own = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    expect(await networks.decode(latents)).toEqual(await own.decode(latents))
  })

  it('as decoder alone opens, as encoder alone is refused', async () => {
    const bare = prefixed(decoder, (key) =>
      key.replace(/^decoder\.layers\.(\d+)/, (_, layer: string) => String(Number(layer) + 1)),
    )
    expect((await open(bare, 'taesd_decoder.safetensors')).kind).toBe('preview-decoder')
    const encoder = { '0.weight': [64, 3, 3, 3], '0.bias': [64], '1.conv.0.weight': [64, 64, 3, 3] }
    await expect(open(encoder)).rejects.toThrow('"one" is a part of an autoencoder.')
  })
})
