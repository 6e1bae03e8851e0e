// LDM's UNetModel ("openaimodel.py") and diffusers' UNet2DConditionModel: one network under two names.
import { within, type NamePair } from './nameTable'
import type { UNetTopology } from './unetTopology'

const RESNET: readonly NamePair[] = [
  ['in_layers.0', 'norm1'],
  ['in_layers.2', 'conv1'],
  ['emb_layers.1', 'time_emb_proj'],
  ['out_layers.0', 'norm2'],
  ['out_layers.3', 'conv2'],
  ['skip_connection', 'conv_shortcut'],
]

/** What a ControlNet has of it too: everything but the way up. */
export function encoderNames({
  levels,
  layers,
}: Pick<UNetTopology, 'levels' | 'layers'>): readonly NamePair[] {
  const pairs: NamePair[] = [
    ['time_embed.0', 'time_embedding.linear_1'],
    ['time_embed.2', 'time_embedding.linear_2'],
    // Stable Diffusion XL's.
    ['label_emb.0.0', 'add_embedding.linear_1'],
    ['label_emb.0.2', 'add_embedding.linear_2'],
    ['input_blocks.0.0', 'conv_in'],
    ...within(['middle_block.0', 'mid_block.resnets.0'], RESNET),
    ['middle_block.1', 'mid_block.attentions.0'],
    ...within(['middle_block.2', 'mid_block.resnets.1'], RESNET),
  ]
  let block = 1
  for (let level = 0; level < levels; level += 1) {
    for (let layer = 0; layer < layers; layer += 1, block += 1) {
      pairs.push(...within([`input_blocks.${block}.0`, `down_blocks.${level}.resnets.${layer}`], RESNET))
      pairs.push([`input_blocks.${block}.1`, `down_blocks.${level}.attentions.${layer}`])
    }
    if (level < levels - 1)
      pairs.push([`input_blocks.${block++}.0.op`, `down_blocks.${level}.downsamplers.0.conv`])
  }
  return pairs
}

export function unetNames(
  topology: Pick<UNetTopology, 'levels' | 'layers' | 'upAttention'>,
): readonly NamePair[] {
  const { levels, layers, upAttention } = topology
  const pairs: NamePair[] = [...encoderNames(topology), ['out.0', 'conv_norm_out'], ['out.2', 'conv_out']]
  let block = 0
  for (let place = 0; place < levels; place += 1) {
    for (let layer = 0; layer <= layers; layer += 1, block += 1) {
      pairs.push(...within([`output_blocks.${block}.0`, `up_blocks.${place}.resnets.${layer}`], RESNET))
      const isUp = layer === layers && place < levels - 1
      if (upAttention[place])
        pairs.push([`output_blocks.${block}.1`, `up_blocks.${place}.attentions.${layer}`])
      // The upsampler stands behind the attention, where there is one.
      if (isUp)
        pairs.push([
          `output_blocks.${block}.${upAttention[place] ? 2 : 1}.conv`,
          `up_blocks.${place}.upsamplers.0.conv`,
        ])
    }
  }
  return pairs
}
