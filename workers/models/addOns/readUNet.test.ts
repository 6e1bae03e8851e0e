// A UNet alone, as diffusers and as ComfyUI save one.
import { expect, it } from 'vitest'
import { pathTree } from '../../weights/pathTree.node'
import { readTensor } from '../../weights/safetensors'
import { openCheckpoint } from '../checkpoint'
import type { StoredTensor } from '../fixtures/editedTree.node'
import { singleFileTree } from '../ldm/fixtures/singleFiles.node'
import { openAddOn } from './openAddOn'

const within = 'model.diffusion_model.'

/** The UNet of a single file, under other names. */
async function alone(
  name: string,
  rename: (key: string) => string,
  edit?: (own: Map<string, StoredTensor>) => void,
) {
  const tree = singleFileTree(name, {
    tensors: (tensors) => {
      const own = Array.from(tensors).filter(([key]) => key.startsWith(within) || key === 'betas')
      tensors.clear()
      for (const [key, tensor] of own)
        tensors.set(key.startsWith(within) ? rename(key.slice(within.length)) : key, tensor)
      edit?.(tensors)
    },
  })
  return openAddOn((await tree.open(`${name}.safetensors`))!)
}

it.each([
  ['sd1', ''],
  ['sd1', within],
  ['sd2', 'diffusion_model.'],
  ['sdxl', ''],
])('of "%s", behind "%s", takes the place of the UNet, weight by weight', async (name, prefix) => {
  const { unet } = await openCheckpoint(singleFileTree(name), {
    path: `${name}.safetensors`,
    clip: pathTree('public/models/clip'),
  })
  const addOn = await alone(name, (key) => prefix + key)
  if (addOn.kind !== 'unet') return expect.unreachable()
  expect([...addOn.replacements.keys()].toSorted()).toEqual([...unet.weights.keys()].toSorted())
  for (const key of [
    'conv_in.weight',
    'mid_block.attentions.0.proj_in.weight',
    'up_blocks.1.resnets.0.conv1.bias',
  ])
    expect(await readTensor(addOn.replacements.get(key)!), key).toEqual(
      await readTensor(unet.weights.get(key)!),
    )
  expect(addOn.textWidth).toBe(
    unet.weights.get('mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight')!.shape[1],
  )
})

it('names what is no part of it, and what is lacking', async () => {
  const one: StoredTensor = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) }
  await expect(
    alone(
      'sd1',
      (key) => key,
      (own) => void own.set('input_blocks.1.7.weight', one),
    ),
  ).rejects.toThrow(/no part of it .*"input_blocks\.1\.7\.weight"/)
})
