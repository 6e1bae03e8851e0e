// A ControlNet of the original code ("cldm.py") and diffusers' ControlNetModel: one network under two names.
import type { TensorIndex } from '../../weights/safetensors'
import { encoderConfig } from './ldmConfigs'
import { within, type NamePair } from './nameTable'
import { encoderNames } from './unetNames'
import type { UNetTopology } from './unetTopology'

/** Stages of the hint's encoder between its first and its last convolution, every second place in a list of activations. */
const HINT_BLOCKS = 6

export function controlNetNames(topology: UNetTopology): readonly NamePair[] {
  // As many residuals as blocks on the way down: the first convolution, each layer, each halving.
  const residuals = topology.levels * (topology.layers + 1)
  return [
    ...encoderNames(topology),
    ['input_hint_block.0', 'controlnet_cond_embedding.conv_in'],
    ...within(
      ['input_hint_block', 'controlnet_cond_embedding.blocks'],
      Array.from({ length: HINT_BLOCKS }, (_, at) => [String(2 * at + 2), String(at)] as const),
    ),
    [`input_hint_block.${2 * HINT_BLOCKS + 2}`, 'controlnet_cond_embedding.conv_out'],
    ...Array.from(
      { length: residuals },
      (_, at) => [`zero_convs.${at}.0`, `controlnet_down_blocks.${at}`] as const,
    ),
    ['middle_block_out.0', 'controlnet_mid_block'],
  ]
}

/** @param fileName the shuffle ControlNet, whose residuals are means over the picture, is known by its name alone */
export function controlNetConfigJson(
  topology: UNetTopology,
  weights: TensorIndex,
  fileName: string,
): Readonly<Record<string, unknown>> {
  const stages = [0, 4, 8, 12].map((at) => weights.get(`input_hint_block.${at}.weight`)?.shape[0])
  return {
    _class_name: 'ControlNetModel',
    ...encoderConfig(topology),
    conditioning_channels: weights.get('input_hint_block.0.weight')?.shape[1],
    conditioning_embedding_out_channels: stages,
    global_pool_conditions: /shuffle/i.test(fileName),
  }
}
