// T2I-Adapters of the original code and diffusers' T2IAdapter: one network under two names.
import type { TensorIndex } from '../../weights/safetensors'
import type { NamePair } from './nameTable'

/** The hint's pixels that make one of the finest feature, on a side. */
const DOWNSCALE = 8

interface AdapterFile {
  readonly pairs: readonly NamePair[]
  readonly config: Readonly<Record<string, unknown>>
}

/** @param weights under the original names; the light one has a body within each block of its body */
export function adapterFile(weights: TensorIndex): AdapterFile {
  return weights.has('conv_in.weight') ? fullAdapter(weights) : lightAdapter(weights)
}

function fullAdapter(weights: TensorIndex): AdapterFile {
  const rows = (key: string, axis = 0) => weights.get(`${key}.weight`)?.shape[axis]
  let blocks = 0
  while (rows(`body.${blocks}.block1`) !== undefined) blocks += 1
  // A level begins where the width changes, which the last does not do: Stable Diffusion's have two blocks each.
  const perLevel = 2
  const levels = Math.ceil(blocks / perLevel)
  const pairs: NamePair[] = [['conv_in', 'adapter.conv_in']]
  for (let block = 0; block < blocks; block += 1) {
    const level = Math.floor(block / perLevel)
    const resnet = `adapter.body.${level}.resnets.${block % perLevel}`
    pairs.push([`body.${block}.block1`, `${resnet}.block1`], [`body.${block}.block2`, `${resnet}.block2`])
    pairs.push([`body.${block}.in_conv`, `adapter.body.${level}.in_conv`])
  }
  return {
    pairs,
    config: {
      _class_name: 'T2IAdapter',
      adapter_type: 'full_adapter',
      in_channels: (rows('conv_in', 1) ?? 0) / DOWNSCALE ** 2,
      channels: Array.from({ length: levels }, (_, level) => rows(`body.${level * perLevel}.block2`)),
      num_res_blocks: perLevel,
      downscale_factor: DOWNSCALE,
    },
  }
}

function lightAdapter(weights: TensorIndex): AdapterFile {
  const rows = (key: string, axis = 0) => weights.get(`${key}.weight`)?.shape[axis]
  let levels = 0
  while (rows(`body.${levels}.in_conv`) !== undefined) levels += 1
  let layers = 0
  while (rows(`body.0.body.${layers}.block1`) !== undefined) layers += 1
  const pairs: NamePair[] = []
  for (let level = 0; level < levels; level += 1) {
    const block = `adapter.body.${level}`
    pairs.push([`body.${level}.in_conv`, `${block}.in_conv`], [`body.${level}.out_conv`, `${block}.out_conv`])
    for (let layer = 0; layer < layers; layer += 1)
      pairs.push([`body.${level}.body.${layer}`, `${block}.resnets.${layer}`])
  }
  return {
    pairs,
    config: {
      _class_name: 'T2IAdapter',
      adapter_type: 'light_adapter',
      in_channels: (rows('body.0.in_conv', 1) ?? 0) / DOWNSCALE ** 2,
      // diffusers lists the last level once, and gives it twice.
      channels: Array.from({ length: levels - 1 }, (_, level) => rows(`body.${level}.out_conv`)),
      num_res_blocks: layers,
      downscale_factor: DOWNSCALE,
    },
  }
}
