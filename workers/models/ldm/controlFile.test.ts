import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { bytesSource } from '../../weights/bytesSource'
import type { FileTree } from '../../weights/byteSource'
import { readTensor } from '../../weights/safetensors'
import { repacked, type StoredTensor } from '../fixtures/editedTree.node'
import { openControlNetwork } from '../openControlNetwork'

const at = (name: string) => new URL(`fixtures/${name}`, import.meta.url)
const packed = () => new Uint8Array(gunzipSync(readFileSync(at('controlnet.safetensors.gz'))))

const treeOf = (name: string, bytes: Uint8Array): FileTree => ({
  label: 'files',
  open: async (path) => (path === name ? bytesSource(name, bytes) : undefined),
})
const open = (name: string, bytes: Uint8Array) => openControlNetwork(treeOf(name, bytes), { path: name })

it("reads a ControlNet's file, each tensor in its place", async () => {
  const sums = JSON.parse(readFileSync(at('controlnet.json'), 'utf8')) as Record<string, number>
  const network = await open('canny.safetensors', packed())
  expect(network).toMatchObject({ kind: 'controlnet', label: 'canny.safetensors' })
  expect([...network.weights.keys()].toSorted()).toEqual(Object.keys(sums).toSorted())
  for (const [key, entry] of network.weights) {
    const values = await readTensor(entry)
    expect(
      values.reduce((sum, value) => sum + value, 0),
      key,
    ).toBeCloseTo(sums[key]!, 6)
  }
})

it('knows the shuffle ControlNet by its name, and names what does not belong', async () => {
  const pooled = async (name: string) => {
    const network = await open(name, packed())
    return network.kind === 'controlnet' && network.config.globalPoolConditions
  }
  expect(await pooled('control_v11e_sd15_shuffle.safetensors')).toBe(true)
  expect(await pooled('control_v11p_sd15_canny.safetensors')).toBe(false)
  const odd = repacked(packed(), (tensors) =>
    tensors.set('control_model.zero_convs.12.0.weight', {
      dtype: 'F32',
      shape: [1],
      bytes: new Uint8Array(4),
    }),
  )
  await expect(open('odd.safetensors', odd)).rejects.toThrow(/zero_convs\.12/)
  const none = repacked(packed(), (tensors) => tensors.clear())
  await expect(open('none.safetensors', none)).rejects.toThrow(/neither a ControlNet nor/)
})

it('is told what another file is', async () => {
  const only = (key: string) =>
    repacked(packed(), (tensors) => {
      tensors.clear()
      tensors.set(key, zeros(1))
    })
  for (const [key, kind] of [
    ['lora_unet_mid_block_attentions_0_proj_in.lora_down.weight', 'a LoRA or one of its kin'],
    ['decoder.up.0.block.0.conv1.weight', 'an autoencoder (VAE)'],
    ['lllite_unet_middle_block_1.conditioning1.0.weight', 'a ControlNet-LLLite'],
  ] as const)
    await expect(open('x.safetensors', only(key))).rejects.toThrow(
      `"x.safetensors" is ${kind}, not a ControlNet or T2I-Adapter.`,
    )
})

/** Zeros of a shape. */
const zeros = (...shape: readonly number[]): StoredTensor => ({
  dtype: 'F16',
  shape,
  bytes: new Uint8Array(2 * shape.reduce((a, b) => a * b, 1)),
})

it('reads the original T2I-Adapters, full and light', async () => {
  const full = repacked(packed(), (tensors) => {
    tensors.clear()
    const widths = [8, 16, 32, 32]
    tensors.set('conv_in.weight', zeros(8, 3 * 64, 3, 3)).set('conv_in.bias', zeros(8))
    for (let block = 0; block < 8; block += 1) {
      const [level, own] = [block >> 1, widths[block >> 1]!]
      if (block % 2 === 0 && level > 0 && widths[level - 1] !== own)
        tensors
          .set(`body.${block}.in_conv.weight`, zeros(own, widths[level - 1]!, 1, 1))
          .set(`body.${block}.in_conv.bias`, zeros(own))
      tensors
        .set(`body.${block}.block1.weight`, zeros(own, own, 3, 3))
        .set(`body.${block}.block1.bias`, zeros(own))
        .set(`body.${block}.block2.weight`, zeros(own, own, 1, 1))
        .set(`body.${block}.block2.bias`, zeros(own))
    }
  })
  const opened = await open('t2iadapter_depth.safetensors', full)
  expect(opened).toMatchObject({
    kind: 't2i-adapter',
    config: { adapterType: 'full_adapter', channels: [8, 16, 32, 32], inChannels: 3, numResBlocks: 2 },
  })

  const light = repacked(packed(), (tensors) => {
    tensors.clear()
    const widths = [8, 16, 32, 32]
    for (const [level, own] of widths.entries()) {
      const inner = own / 4
      tensors
        .set(`body.${level}.in_conv.weight`, zeros(inner, level === 0 ? 3 * 64 : widths[level - 1]!, 1, 1))
        .set(`body.${level}.in_conv.bias`, zeros(inner))
        .set(`body.${level}.out_conv.weight`, zeros(own, inner, 1, 1))
        .set(`body.${level}.out_conv.bias`, zeros(own))
      for (let layer = 0; layer < 4; layer += 1)
        for (const name of ['block1', 'block2'])
          tensors
            .set(`body.${level}.body.${layer}.${name}.weight`, zeros(inner, inner, 3, 3))
            .set(`body.${level}.body.${layer}.${name}.bias`, zeros(inner))
    }
  })
  expect(await open('t2iadapter_color.safetensors', light)).toMatchObject({
    kind: 't2i-adapter',
    config: { adapterType: 'light_adapter', channels: [8, 16, 32], numResBlocks: 4 },
  })
})
