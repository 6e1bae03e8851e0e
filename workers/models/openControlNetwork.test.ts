import { fileURLToPath } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import type { FileTree } from '../weights/byteSource'
import { pathTree } from '../weights/pathTree.node'
import { readJson } from '../weights/readJson'
import { openCheckpoint, type Checkpoint } from './checkpoint'
import { checkPairing } from './checkPairing'
import { checkpointTree, withFiles } from './fixtures/editedTree.node'
import { openControlNetwork, type ControlNetwork } from './openControlNetwork'

const folder = fileURLToPath(new URL('fixtures/controlNetworks/', import.meta.url))
const controlTree = (name: string): FileTree => pathTree(folder + name)

/** A network whose config.json is changed; undefined takes an option out. */
async function withConfig(name: string, changes: object): Promise<FileTree> {
  const config = (await readJson(controlTree(name), 'config.json')) as object
  return withFiles(controlTree(name), { 'config.json': JSON.stringify({ ...config, ...changes }) })
}

const expectRefused = (tree: FileTree, message: RegExp): Promise<void> =>
  expect(openControlNetwork(tree)).rejects.toMatchObject({
    name: 'PalimpsestError',
    code: 'checkpoint',
    message: expect.stringMatching(message) as string,
  })

describe('a network beside the checkpoint', () => {
  // Parameters as PyTorch counts them.
  it.each([
    ['controlnet', 'controlnet', 33_696],
    ['controlnet-pooled', 'controlnet', 33_696],
    ['adapter-full', 't2i-adapter', 12_568],
    ['adapter-light', 't2i-adapter', 2_678],
  ])('"%s" opens', async (name, kind, parameters) => {
    const network = await openControlNetwork(controlTree(name))
    expect(network).toMatchObject({ kind, parameterCount: parameters })
    expect(network.label).toContain(name)
    expect(network.bytes).toBe((await controlTree(name).open('diffusion_pytorch_model.safetensors'))!.size)
  })

  it('of half precision opens from its own file', async () => {
    const file = await controlTree('controlnet').open('diffusion_pytorch_model.safetensors')
    const tree = withFiles(controlTree('controlnet'), {
      'diffusion_pytorch_model.safetensors': undefined,
      'diffusion_pytorch_model.fp16.safetensors': await file!.read(0, file!.size),
    })
    expect((await openControlNetwork(tree)).kind).toBe('controlnet')
  })

  it('is not the folder of a checkpoint', async () => {
    await expectRefused(checkpointTree('sd1'), /is not the folder of a ControlNet or T2I-Adapter/)
  })

  it.each([
    ['controlnet', { _class_name: 'FluxControlNetModel' }, /"_class_name" to "FluxControlNetModel"/],
    ['controlnet', { class_embed_type: 'timestep' }, /sets "class_embed_type" to "timestep"/],
    ['controlnet', { addition_embed_type: 'text_image' }, /sets "addition_embed_type"/],
    ['controlnet', { controlnet_conditioning_channel_order: 'rbg' }, /supported are "rgb", "bgr"/],
    ['controlnet', { conditioning_channels: 6 }, /sets "conditioning_channels" to 6; supported are 3 and 1/],
    ['controlnet', { mid_block_type: 'UNetMidBlock2D' }, /sets "mid_block_type"/],
    ['controlnet', { num_trans_channel: 320 }, /sets "num_trans_channel" to 320; this option is not known/],
    ['controlnet', { norm_num_groups: 3 }, /8 channels, which do not make 3 groups/],
    ['controlnet', { conditioning_embedding_out_channels: [4, 6, 8] }, /\d missing|misshapen/],
    [
      'controlnet',
      { layers_per_block: 2 },
      /weights of "controlnet" do not fit its config\.json: \d+ missing/,
    ],
    ['adapter-full', { adapter_type: 'adapter' }, /supported are "full_adapter", .* "light_adapter"/],
    ['adapter-full', { in_channels: 4 }, /sets "in_channels" to 4; supported are 3 and 1/],
    ['adapter-full', { num_res_blocks: 1 }, /weights of "T2I-Adapter" .*: \d+ surplus/],
    ['adapter-light', { adapter_type: 'full_adapter' }, /weights of "T2I-Adapter" do not fit/],
  ])('"%s" with %o is refused', async (name, changes, message) => {
    await expectRefused(await withConfig(name, changes), message)
  })

  it.each(['controlnet', 'adapter-full'])(
    'any change of the config of "%s" is taken or refused in words',
    async (name) => {
      const config = (await readJson(controlTree(name), 'config.json')) as Record<string, unknown>
      const value = fc.oneof(
        fc.constantFrom(null, true, 0, 1, 2, 3, -1, 0.5, 1e9, '', 'silu', [], {}, [1, 2], [8, 8, 16, 16]),
        fc.jsonValue(),
      )
      const key = fc.oneof(fc.constantFrom(...Object.keys(config)), fc.string())
      await fc.assert(
        fc.asyncProperty(fc.dictionary(key, value, { minKeys: 1, maxKeys: 2 }), async (changes) => {
          try {
            expect(await openControlNetwork(await withConfig(name, changes))).toBeDefined()
          } catch (error) {
            expect(error).toBeInstanceOf(PalimpsestError)
          }
        }),
        { numRuns: 50 },
      )
    },
  )
})

describe('a network and a checkpoint', async () => {
  const [controlnet, adapter, light] = await Promise.all(
    ['controlnet', 'adapter-full', 'adapter-light'].map((name) => openControlNetwork(controlTree(name))),
  )
  const [sd1, sd2, inpaint] = await Promise.all(
    ['sd1', 'sd2', 'inpaint'].map((name) => openCheckpoint(checkpointTree(name))),
  )
  const changed = (network: ControlNetwork, config: object) =>
    ({ ...network, config: { ...network.config, ...config } }) as ControlNetwork
  const withUNet = (checkpoint: Checkpoint, config: object) => ({
    ...checkpoint,
    unet: { ...checkpoint.unet, config: { ...checkpoint.unet.config, ...config } },
  })

  it('of one family go together', () => {
    checkPairing(controlnet!, sd1!)
    checkPairing(adapter!, sd1!)
    checkPairing(light!, withUNet(sd1!, { blockOutChannels: [8, 16, 16] }))
  })

  it('go together where the UNet has channels that the network does not read', () => {
    const like = { layersPerBlock: [1, 1, 1], downsamplePadding: 1 }
    checkPairing(controlnet!, withUNet(inpaint!, like))
    checkPairing(changed(controlnet!, { inChannels: 9 }), withUNet(inpaint!, like))
  })

  it.each([
    [controlnet!, sd2!, /the network reads 24 numbers a token, the checkpoint gives 16\.$/],
    [
      changed(controlnet!, { inChannels: 5 }),
      sd1!,
      /reads 5 channels, the checkpoint has 4 of latents and 4 in all/,
    ],
    [controlnet!, withUNet(sd1!, { blockOutChannels: [8, 8] }), /has 3 levels, the checkpoint 2/],
    [
      controlnet!,
      withUNet(sd1!, { blockOutChannels: [8, 12, 16] }),
      /level 1 .* 8 channels, that of the checkpoint 12/,
    ],
    [controlnet!, inpaint!, /level 0 of the network has 1 layers, that of the checkpoint 2/],
    [controlnet!, withUNet(sd1!, { downsamplePadding: 0 }), /a padding of 1, the checkpoint with 0/],
    [changed(controlnet!, { scaleFactor: 4 }), sd1!, /of 4 pixels of its picture, the checkpoint of 8/],
    [adapter!, sd2!, /has 3 levels, the checkpoint 2/],
    [light!, sd1!, /level 1 of the network has 16 channels, that of the checkpoint 8/],
    [changed(adapter!, { downscaleFactor: 16 }), sd1!, /of 16 pixels of its picture, the checkpoint of 8/],
    [
      adapter!,
      withUNet(sd1!, { downsamplePadding: 0 }),
      /of 63 latent pixels, level 1 .* has 32, that .* 31/,
    ],
    [
      adapter!,
      withUNet(sd1!, { downBlockTypes: ['DownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'] }),
      /of 64 latent pixels, level 0 of the network has 64, that of the checkpoint 32/,
    ],
  ])(
    'of different ones are refused with the two numbers that disagree (%#)',
    (network, checkpoint, message) => {
      expect(() => checkPairing(network, checkpoint)).toThrow(message)
      expect(() => checkPairing(network, checkpoint)).toThrow(PalimpsestError)
    },
  )
})
