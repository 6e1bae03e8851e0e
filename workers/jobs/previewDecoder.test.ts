// The small decoder of previews: found beside the autoencoder, held against it, and used for previews alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCheckpoint } from '../models/checkpoint'
import { checkpointTree, editedJson, editedTree, editedWeights } from '../models/fixtures/editedTree.node'
import { ConfigReader } from '../models/configReader'
import { safetensorsOf } from '../models/fixtures/safetensorsOf'
import { messages } from '../models/messages'
import { readVaeConfig } from '../models/vaeConfig'
import { vaeShapes } from '../models/vaeGraph'
import type { Backend } from '../runtime/backend'
import { openNodeBackend } from '../runtime/node.node'
import { SessionCache } from '../runtime/sessionCache'
import { tensor } from '../tensor/tensor'
import { CheckpointNetworks } from './checkpointNetworks'

const weightsPath = 'vae/diffusion_pytorch_model.safetensors'
const latents = (channels = 4) =>
  tensor(
    Float32Array.from({ length: channels * 64 }, (_, at) => Math.sin(at)),
    [1, channels, 8, 8],
  )

let backend: Backend
beforeAll(async () => {
  backend = await openNodeBackend({ threads: 1 })
})
afterAll(() => backend.dispose())

/** A tiny checkpoint with its own autoencoder as the decoder of previews, its tensors edited. */
async function withPreview(edit: Parameters<typeof editedWeights>[2], changes: object = {}) {
  return editedTree('tiny-vae', {
    'preview/config.json': await editedJson('tiny-vae', 'vae/config.json', changes),
    'preview/diffusion_pytorch_model.safetensors': await editedWeights('tiny-vae', weightsPath, edit),
  })
}

describe('the decoder of previews', () => {
  it('decodes previews, and nothing else', async () => {
    const tree = await withPreview((tensors) => {
      for (const [key, { bytes }] of tensors) if (key.startsWith('decoder.')) bytes.fill(0)
    })
    const networks = new CheckpointNetworks(
      await openCheckpoint(tree),
      backend,
      new SessionCache(backend, 1e9),
    )
    const [result, preview] = [await networks.decode(latents()), await networks.decode(latents(), 'preview')]
    // All weights are zeros: the middle of [0, 1] is -1 in [-1, 1].
    expect(new Set(preview.data)).toEqual(new Set([-1]))
    expect(new Set(result.data).size).toBeGreaterThan(100)
    expect(preview.shape).toEqual(result.shape)
  })

  it('is foretold by what ran before, and then by its own runs', async () => {
    const networks = new CheckpointNetworks(
      await openCheckpoint(checkpointTree('tiny-vae')),
      backend,
      new SessionCache(backend, 1e9),
    )
    expect(networks.previewSeconds([1, 4, 8, 8])).toBeUndefined()
    await networks.decode(latents())
    const began = networks.networkSeconds
    expect(networks.previewSeconds([1, 4, 8, 8])).toBeCloseTo(began, 9)
    // Four times the pixels, about four times the work.
    expect(networks.previewSeconds([1, 4, 16, 16])! / began).toBeGreaterThan(3.9)
  })

  it('need not have an encoder', async () => {
    const tree = await withPreview((tensors) => {
      for (const key of tensors.keys()) if (key.startsWith('encoder.')) tensors.delete(key)
    })
    expect((await openCheckpoint(tree)).preview).toBeDefined()
  })

  it('is the autoencoder’s own where there is none', async () => {
    const checkpoint = await openCheckpoint(checkpointTree('tiny-vae'))
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 1e9))
    expect(await networks.decode(latents(), 'preview')).toEqual(await networks.decode(latents()))
  })

  it('is refused where weights are missing, and where it is for other latents', async () => {
    const broken = await withPreview((tensors) => tensors.delete('decoder.layers.0.weight'))
    await expect(openCheckpoint(broken)).rejects.toThrow('decoder.layers.0.weight')
    const three = {
      _class_name: 'AutoencoderTiny',
      encoder_block_out_channels: [8, 8, 8],
      decoder_block_out_channels: [8, 8, 8],
      num_encoder_blocks: [1, 1, 1],
      num_decoder_blocks: [1, 1, 1],
    }
    const shapes = vaeShapes(readVaeConfig(new ConfigReader(messages.networkFile({ file: 'a test' }), three)))
    const smaller = editedTree('tiny-vae', {
      'preview/config.json': JSON.stringify(three),
      'preview/diffusion_pytorch_model.safetensors': safetensorsOf(Object.fromEntries(shapes)),
    })
    await expect(openCheckpoint(smaller)).rejects.toThrow('4 channels of 1/4 of the size')
  })
})
