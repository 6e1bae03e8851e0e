// CLIP's text encoder (Radford et al. 2021, arXiv:2103.00020), as transformers' CLIPTextModel and CLIPTextModelWithProjection.
import { PalimpsestError } from '../../src/shared/errors'
import { Graph } from '../graph/graph'
import type { Shape, Value } from '../graph/graph'
import { gelu, quickGelu } from '../graph/operators/activation'
import { attention } from '../graph/operators/attention'
import { add, addScalar, multiply, scale } from '../graph/operators/elementwise'
import { embedding } from '../graph/operators/embedding'
import { reshape, slice } from '../graph/operators/layout'
import { matmul } from '../graph/operators/matmul'
import type { TensorIndex } from '../weights/safetensors'
import type { ClipTextConfig } from './clipTextConfig'
import { KeyedWeights } from './keyedWeights'
import type { Module } from './keyedWeights'
import { layerNormLayer, linearLayer } from './layers'
import { messages } from './messages'
import type { Overlays } from './overlays/overlay'

export interface ClipTextGraphOptions {
  /** Tokens of the text, begin and end included. */
  readonly length: number
  /** Layers left out at the end; the final normalisation stays. */
  readonly clipSkip: number
  /** Stable Diffusion XL's reading: the last layer but one, and no final normalisation. So a model with a projection is read. */
  readonly penultimate?: boolean
  /** Keys of weights that are inputs of the graph, of that name, in place of what the files hold. */
  readonly weightInputs?: readonly string[]
  /** A further input `attended` [1, L]: 1 for a token that may be seen, 0 for one that may not (transformers' `attention_mask`). */
  readonly attended?: boolean
  /** Words that were learned (Textual Inversion) stand in the text. */
  readonly learned?: boolean
  /** What is laid over the weights. */
  readonly overlays?: Overlays
}

/**
 * The text encoder. Input `input_ids` int32 [1, L]; with `learned`, `learned_embeddings` [1, L, D], zero where a token has the
 * table's row, and `from_table` [1, L, 1], 1 there and 0 elsewhere; the overlays' strengths. Output `hidden` [1, L, D]: what Stable Diffusion's UNet reads, diffusers'
 * `last_hidden_state`, or with `clipSkip` the final normalisation of `hidden_states[-(clipSkip + 1)]`; with `penultimate`
 * `hidden_states[-(clipSkip + 2)]` itself. A model with a projection gives `pooled` [1, P] as well, of the token at which the input
 * `end` [1, L] is 1 and not 0: that of the text's end.
 * @throws PalimpsestError('recipe') when there are not as many layers to skip; ('checkpoint') when weights are missing or
 *   misshapen.
 */
export function clipTextGraph(
  config: ClipTextConfig,
  weights: TensorIndex,
  options: ClipTextGraphOptions,
): Graph {
  const keyed = new KeyedWeights(new Graph(), 'text_encoder', weights, options)
  buildClipText(config, keyed, options)
  keyed.requireFound()
  return keyed.graph
}

/** @throws PalimpsestError('checkpoint') that names the keys which are missing, misshapen or surplus. */
export function checkClipTextKeys(config: ClipTextConfig, weights: TensorIndex): void {
  smallestClipText(config, weights).requireExact()
}

/** The keys of a text encoder's weights, as transformers 5 names them, and their shapes. */
export const clipTextShapes = (config: ClipTextConfig): ReadonlyMap<string, Shape> =>
  smallestClipText(config, new Map()).shapes

function smallestClipText(config: ClipTextConfig, weights: TensorIndex): KeyedWeights {
  const keyed = new KeyedWeights(new Graph(), 'text_encoder', weights)
  buildClipText(config, keyed, { length: 1, clipSkip: 0 })
  return keyed
}

/** Added to the products of what a token must not see: far below any of them. */
const UNSEEN = -1e9

function buildClipText(
  config: ClipTextConfig,
  weights: KeyedWeights,
  { length, clipSkip, attended, learned = false, ...options }: ClipTextGraphOptions,
): void {
  const penultimate = options.penultimate ?? config.projectionDim !== undefined
  const layers = config.layers - (penultimate ? 1 : 0)
  if (clipSkip > layers) throw new PalimpsestError(messages.clipSkipTooLarge({ layers, skipped: clipSkip }))
  const { graph } = weights
  const root = rootModule(weights)
  const embeddings = root.child('embeddings')
  // A list 0, 1, 2 ... that transformers saved before 4.31.
  embeddings.ignore('position_ids')
  let tokens = embedding(
    embeddings.weight('token_embedding.weight', [config.vocabSize, config.hiddenSize]),
    graph.input('input_ids', [1, length], 'int32'),
  )
  if (learned) {
    const rows = graph.input('learned_embeddings', [1, length, config.hiddenSize])
    tokens = add(multiply(tokens, graph.input('from_table', [1, length, 1])), rows)
  }
  const positions = embeddings.weight('position_embedding.weight', [config.maxPositions, config.hiddenSize])
  const causal = causalMask(graph, length)
  const mask = attended ? add(causal, unseenMask(graph, length)) : causal
  let hidden = add(tokens, slice(positions, { axis: 0, start: 0, end: length }))
  const { layerNormEps: epsilon, projectionDim } = config
  // The embedding of the whole text is of all layers, whatever is skipped for those of its tokens.
  const built = projectionDim === undefined ? layers - clipSkip : config.layers
  const finish = (x: Value) => layerNormLayer(root.child('final_layer_norm'), x, { epsilon })
  let read = hidden
  for (let layer = 0; layer < built; layer += 1) {
    hidden = encoderLayer(root.child(`encoder.layers.${layer}`), hidden, { config, mask })
    if (layer < layers - clipSkip) read = hidden
  }
  graph.output('hidden', penultimate ? read : finish(read))
  if (projectionDim === undefined) return
  const end = matmul(graph.input('end', [1, length]), reshape(finish(hidden), [length, config.hiddenSize]))
  // OpenCLIP keeps the projection the other way round.
  const pooled = weights.has('text_projection')
    ? matmul(end, weights.take('text_projection', [config.hiddenSize, projectionDim]))
    : linearLayer(weights.root.child('text_projection'), end, { features: projectionDim, bias: false })
  graph.output('pooled', pooled)
}

/** transformers 5 writes the keys without the `text_model.` of earlier versions. */
const rootModule = ({ root }: KeyedWeights): Module =>
  root.has('text_model.final_layer_norm.weight') ? root.child('text_model') : root

/** A token sees itself and those before it. */
function causalMask(graph: Graph, length: number): Value {
  const rows = Array.from({ length }, (_, query) =>
    Array.from({ length }, (_, key) => (key <= query ? 0 : UNSEEN)),
  )
  return graph.constant(rows.flat(), [length, length])
}

/** 0 for tokens that may be seen and far below any product for the others, in float16 too, [1, L]. */
const unseenMask = (graph: Graph, length: number): Value =>
  scale(addScalar(graph.input('attended', [1, length]), -1), 30_000)

/** x [1, L, D] */
function encoderLayer(
  module: Module,
  x: Value,
  { config, mask }: { readonly config: ClipTextConfig; readonly mask: Value },
): Value {
  const { layerNormEps: epsilon, hiddenSize, intermediateSize, heads } = config
  const project = (name: string, of: Value) =>
    linearLayer(module.child(`self_attn.${name}`), of, { features: hiddenSize })
  const own = layerNormLayer(module.child('layer_norm1'), x, { epsilon })
  const [q, k, v] = [project('q_proj', own), project('k_proj', own), project('v_proj', own)]
  const attended = add(x, project('out_proj', attention(q, k, v, { heads, mask })))
  const activation = config.hiddenAct === 'gelu' ? gelu : quickGelu
  let hidden = layerNormLayer(module.child('layer_norm2'), attended, { epsilon })
  hidden = activation(linearLayer(module.child('mlp.fc1'), hidden, { features: intermediateSize }))
  return add(attended, linearLayer(module.child('mlp.fc2'), hidden, { features: hiddenSize }))
}
