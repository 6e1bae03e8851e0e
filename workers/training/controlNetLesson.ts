// A ControlNet of one's own hints (Zhang et al. 2023, arXiv:2302.05543), as diffusers' train_controlnet.py begins one: a copy of the UNet's
// way down, what it adds set to zero, and an encoder of the hint with PyTorch's usual random numbers. Or it goes on from another ControlNet,
// as the script's `--controlnet_model_name_or_path`.
import { PalimpsestError } from '../../src/shared/errors'
import type { Generator } from '../diffusion/random/generator'
import type { Shape } from '../graph/graph'
import type { ControlNetConfig } from '../models/controlNetConfig'
import { CONTROL_PREFIX } from '../models/controlledUNetGraph'
import { controlNetKeys } from '../models/controlNetGraph'
import type { OpenedNetwork } from '../models/openNetwork'
import type { UNetConfig } from '../models/unetConfig'
import { sizeOf } from '../tensor/tensor'
import { readTensor } from '../weights/safetensors'
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type Lesson } from './lesson'
import { messages } from './messages'
import type { Trainable } from './trainable'

/** Of the hint encoder; each stage but the first halves the hint. */
const usualStages = [16, 32, 96, 256]
/** Convolutions that begin at nothing, so that the checkpoint makes what it made before. */
const zeros = /^controlnet_(?:down_blocks|mid_block|cond_embedding\.conv_out)\b/

interface ControlNetBeginning {
  readonly scaleFactor: number
  readonly random: Generator
  readonly stages?: readonly number[]
  /** What it goes on from, in place of a copy of the UNet. */
  readonly from?: OpenedNetwork<ControlNetConfig> | undefined
}

/** @throws PalimpsestError('recipe') for a UNet of which ControlNets are no copy. */
export async function controlNetLesson(
  unet: OpenedNetwork<UNetConfig>,
  beginning: ControlNetBeginning,
): Promise<Lesson> {
  const { config, weights } = beginning.from ?? copyOf(unet, beginning)
  const shapes = controlNetKeys(config)
  const trainables: Trainable[] = []
  for (const [name, shape] of shapes) {
    const entry = weights.get(name)
    if (entry && entry.shape.join() !== shape.join())
      throw new PalimpsestError(
        messages.noCopy({ weight: name, own: shape.join(', '), given: entry.shape.join(', ') }),
      )
    const values = entry ? await readTensor(entry) : begun(name, shapes, beginning.random)
    trainables.push({ name: `${CONTROL_PREFIX}${name}`, shape, values })
  }
  return {
    trainables,
    control: config,
    options: {},
    constants: {},
    files: (averaged) => [
      {
        name: 'diffusion_pytorch_model.safetensors',
        bytes: writeSafetensors(
          trainables.map((one) => ({
            key: one.name.slice(CONTROL_PREFIX.length),
            shape: one.shape,
            values: writtenValues(one, averaged),
          })),
        ),
      },
      { name: 'config.json', bytes: new TextEncoder().encode(JSON.stringify(written(config), undefined, 2)) },
    ],
  }
}

/** The ControlNet that begins with a UNet's weights. */
const copyOf = (
  { config, weights }: OpenedNetwork<UNetConfig>,
  { scaleFactor, stages = usualStages }: ControlNetBeginning,
): OpenedNetwork<ControlNetConfig> => ({
  config: {
    ...config,
    conditioningChannels: 3,
    conditioningEmbeddingOutChannels: stages.slice(0, Math.log2(scaleFactor) + 1),
    conditioningChannelOrder: 'rgb',
    globalPoolConditions: false,
    scaleFactor,
  },
  weights,
})

/** Zeros, or torch.nn.Conv2d's own: a uniform distribution to 1 / sqrt(inputs of an output). */
function begun(name: string, shapes: ReadonlyMap<string, Shape>, random: Generator): Float32Array {
  const shape = shapes.get(name)!
  if (zeros.test(name)) return new Float32Array(sizeOf(shape))
  const [, ...inputs] = shapes.get(name.replace(/bias$/, 'weight'))!
  const bound = 1 / Math.sqrt(sizeOf(inputs))
  return random.rand(shape).data.map((value) => (2 * value - 1) * bound)
}

/** As diffusers' ControlNetModel is configured. */
const written = (config: ControlNetConfig) => ({
  _class_name: 'ControlNetModel',
  act_fn: 'silu',
  attention_head_dim: oneOrMany(config.heads),
  block_out_channels: config.blockOutChannels,
  conditioning_channels: config.conditioningChannels,
  conditioning_embedding_out_channels: config.conditioningEmbeddingOutChannels,
  controlnet_conditioning_channel_order: config.conditioningChannelOrder,
  cross_attention_dim: config.crossAttentionDim,
  down_block_types: config.downBlockTypes,
  downsample_padding: config.downsamplePadding,
  flip_sin_to_cos: config.flipSinToCos,
  global_pool_conditions: config.globalPoolConditions,
  freq_shift: config.freqShift,
  in_channels: config.inChannels,
  layers_per_block: oneOrMany(config.layersPerBlock),
  mid_block_type: config.hasMidBlock ? 'UNetMidBlock2DCrossAttn' : null,
  norm_eps: config.normEps,
  norm_num_groups: config.normNumGroups,
  transformer_layers_per_block: oneOrMany(config.transformerLayers),
  upcast_attention: config.upcastAttention,
  use_linear_projection: config.useLinearProjection,
})

/** diffusers takes one number for all blocks, in some options nothing else. */
const oneOrMany = (numbers: readonly number[]): number | readonly number[] =>
  numbers.every((one) => one === numbers[0]) ? numbers[0]! : numbers
