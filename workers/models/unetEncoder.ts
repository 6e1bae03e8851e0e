// The way down of UNet2DConditionModel, of which a ControlNet has a copy: what its blocks are given, and the blocks in a row.
import type { Shape, Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { add } from '../graph/operators/elementwise'
import { concat, reshape } from '../graph/operators/layout'
import { timestepEmbedding } from '../graph/operators/timestepEmbedding'
import type { Module } from './keyedWeights'
import { linearLayer } from './layers'
import { sharedInput } from './sharedInput'
import { spreadTo } from './sharedSamples'
import type { AttentionTaps } from './transformer2d'
import { downBlock, type BlockContext } from './unetBlocks'
import { TIME_IDS, type TextTimeConfig, type UNetEncoderConfig } from './unetEncoderConfig'

interface ContextOptions<Config> {
  readonly config: Config
  readonly batch: number
  /** Tokens of the text. */
  readonly length: number
  /** For each call which sample it sees, where several see the same: then all are at one timestep. */
  readonly samples?: readonly number[] | undefined
  readonly taps: AttentionTaps
  readonly detachedBegin?: boolean
}

/**
 * What every block of a network is given, from the inputs that this makes: `timestep` [B] (with `samples` [1]), `encoder_hidden_states` [B, L, D]
 * and, where the configuration has them, `timestep_cond` [B, time_cond_proj_dim], `text_embeds` [B, P] and `time_ids` [B, 6].
 */
export function blockContext<Config extends UNetEncoderConfig>(
  root: Module,
  { config, batch, length, samples, taps, detachedBegin = false }: ContextOptions<Config>,
): BlockContext<Config> {
  const ofTimestep = timeEmbedding(root.child('time_embedding'), config, samples ? 1 : batch)
  const embedding = config.textTime
    ? add(ofTimestep, textTimeEmbedding(root.child('add_embedding'), config, config.textTime, batch))
    : ofTimestep
  const encoderHiddenStates = sharedInput(root.graph, 'encoder_hidden_states', [
    batch,
    length,
    config.crossAttentionDim,
  ])
  // Every resnet begins with the same activation of the embedding: once will do.
  const spread = spreadTo(batch, samples)
  return { config, activatedEmbedding: silu(embedding), encoderHiddenStates, spread, taps, detachedBegin }
}

/** [B, E] */
function timeEmbedding(module: Module, config: UNetEncoderConfig, batch: number): Value {
  const { graph } = module
  const { flipSinToCos, freqShift, timeEmbeddingDim: features, timeCondProjDim } = config
  const dimension = config.blockOutChannels[0]!
  let embedding = timestepEmbedding(sharedInput(graph, 'timestep', [batch]), {
    dimension,
    flipSinToCos,
    frequencyShift: freqShift,
  })
  if (timeCondProjDim !== undefined) {
    const condition = graph.input('timestep_cond', [batch, timeCondProjDim])
    const projection = linearLayer(module.child('cond_proj'), condition, { features: dimension, bias: false })
    embedding = add(embedding, projection)
  }
  return twoLayers(module, embedding, features)
}

/** [B, E], as `addition_embed_type: text_time` defines it. */
function textTimeEmbedding(
  module: Module,
  { flipSinToCos, freqShift, timeEmbeddingDim: features }: UNetEncoderConfig,
  { timeDim, inputDim }: TextTimeConfig,
  batch: number,
): Value {
  const { graph } = module
  const text = graph.input('text_embeds', [batch, inputDim - TIME_IDS * timeDim])
  const ids = graph.input('time_ids', [batch, TIME_IDS])
  const embedded = timestepEmbedding(reshape(ids, [batch * TIME_IDS]), {
    dimension: timeDim,
    flipSinToCos,
    frequencyShift: freqShift,
  })
  return twoLayers(module, concat([text, reshape(embedded, [batch, TIME_IDS * timeDim])], 1), features)
}

/** TimestepEmbedding. */
function twoLayers(module: Module, x: Value, features: number): Value {
  const hidden = silu(linearLayer(module.child('linear_1'), x, { features }))
  return linearLayer(module.child('linear_2'), hidden, { features })
}

/**
 * All down blocks.
 * @param x what conv_in gives, [B, C0, h, w]: the first skip.
 * @param adapter makes the input of a T2I-Adapter's feature for a level.
 */
export function downPath(
  root: Module,
  x: Value,
  context: BlockContext,
  adapter?: (level: number, shape: Shape) => Value,
): { readonly output: Value; readonly skips: Value[] } {
  let output = x
  const skips = [x]
  for (const level of context.config.blockOutChannels.keys()) {
    const feature = adapter && ((shape: Shape) => adapter(level, shape))
    const block = downBlock(root.child(`down_blocks.${level}`), output, level, context, feature)
    output = block.output
    skips.push(...block.skips)
  }
  return { output, skips }
}
