// diffusers' Transformer2DModel and BasicTransformerBlock, as Stable Diffusion 1 and 2 use them.
import type { Value } from '../graph/graph'
import { gelu } from '../graph/operators/activation'
import { attention, attentionWithProbabilities } from '../graph/operators/attention'
import { add, multiply } from '../graph/operators/elementwise'
import { concat, reshape, slice, transpose } from '../graph/operators/layout'
import { linear } from '../graph/operators/linear'
import type { Module } from './keyedWeights'
import { convLayer, groupNormLayer, layerNormLayer, linearHalves, linearLayer } from './layers'
import type { Spread } from './sharedSamples'

export interface TransformerOptions {
  readonly layers: number
  readonly heads: number
  readonly groups: number
  readonly useLinearProjection: boolean
  readonly upcastAttention: boolean
  /** [B, L, D] */
  readonly encoderHiddenStates: Value
  /** Of what is computed once for samples that are the same, as far as the first text. */
  readonly spread: Spread
  readonly taps: AttentionTaps
  readonly detachedBegin: boolean
}

/** The second input of keys' or values' weight, by its key: `detachedBegin` of `unetGraph`. */
export const detachedName = (key: string): string => `${key} (detached)`

/** Attention layers whose probabilities a graph gives out. */
export class AttentionTaps {
  private readonly pending: Set<string>

  constructor(paths: readonly string[]) {
    this.pending = new Set(paths)
  }

  /** Whether the layer of that path is one. */
  take(path: string): boolean {
    return this.pending.delete(path)
  }

  /** @throws RangeError that names a path which no attention layer has. */
  requireFound(): void {
    for (const path of this.pending) throw new RangeError(`The UNet has no attention layer "${path}".`)
  }
}

/** x [B, C, H, W] -> [B, C, H, W]. */
export function transformer2d(module: Module, x: Value, options: TransformerOptions): Value {
  const [batch, channels, height, width] = x.shape as [number, number, number, number]
  const { layers, groups, useLinearProjection, spread } = options
  const toTokens = (image: Value) => transpose(reshape(image, [batch, channels, height * width]), [0, 2, 1])
  const toImage = (tokens: Value) =>
    reshape(transpose(tokens, [0, 2, 1]), [tokens.shape[0]!, channels, height, width])

  let hidden = groupNormLayer(module.child('norm'), x, { groups, epsilon: 1e-6 })
  const [projIn, projOut] = [module.child('proj_in'), module.child('proj_out')]
  hidden = useLinearProjection
    ? linearLayer(projIn, toTokens(hidden), { features: channels })
    : toTokens(convLayer(projIn, hidden, { channels, kernel: 1 }))
  for (let layer = 0; layer < layers; layer += 1)
    hidden = transformerBlock(module.child(`transformer_blocks.${layer}`), hidden, options)
  hidden = useLinearProjection
    ? toImage(linearLayer(projOut, hidden, { features: channels }))
    : convLayer(projOut, toImage(hidden), { channels, kernel: 1 })
  return add(hidden, layers > 0 ? spread(x) : x)
}

/** x [B, L, C] */
function transformerBlock(module: Module, x: Value, options: TransformerOptions): Value {
  const norm = (name: string, x: Value) => layerNormLayer(module.child(name), x, { epsilon: 1e-5 })
  const own = norm('norm1', x)
  let hidden = add(crossAttention(module.child('attn1'), own, own, options), x)
  const queries = norm('norm2', hidden)
  const { encoderHiddenStates: text, detachedBegin, spread } = options
  const attended = crossAttention(module.child('attn2'), queries, text, options, detachedBegin)
  hidden = add(attended, spread(hidden))
  return add(feedForward(module.child('ff'), norm('norm3', hidden)), hidden)
}

/** Queries of x [B, Lq, C], keys and values of `context` [B, Lk, D]. */
function crossAttention(
  module: Module,
  x: Value,
  context: Value,
  { heads, upcastAttention, taps, spread }: TransformerOptions,
  detachedBegin = false,
): Value {
  const features = x.shape[2]!
  const project = (name: string, of: Value) => linearLayer(module.child(name), of, { features, bias: false })
  const ofContext = (name: string) =>
    detachedBegin ? projectDetached(module, name, context, features) : project(name, context)
  const [own, k, v] = [project('to_q', x), ofContext('to_k'), ofContext('to_v')]
  // Of samples that are shared, each text has queries of its own from here on.
  const q = context.shape[0] === own.shape[0] ? own : spread(own)
  const options = { heads, upcast: upcastAttention }
  let attended: Value
  if (taps.take(module.path)) {
    const { output, probabilities } = attentionWithProbabilities(q, k, v, options)
    module.graph.output(module.path, spread(probabilities))
    attended = output
  } else attended = attention(q, k, v, options)
  return linearLayer(module.child('to_out.0'), attended, { features })
}

/** text [B, L, D] -> [B, L, C], the first token by the weight's second input. */
function projectDetached(module: Module, name: string, text: Value, features: number): Value {
  const [, length = 0, width = 0] = text.shape
  const part = (start: number, end: number) => slice(text, { axis: 1, start, end })
  const input = detachedName(`${module.path}.${name}.weight`)
  const begin = linear(part(0, 1), module.graph.input(input, [features, width]))
  const rest = linearLayer(module.child(name), part(1, length), { features, bias: false })
  return concat([begin, rest], 1)
}

/** With a gated gelu (Shazeer 2020, arXiv:2002.05202). */
function feedForward(module: Module, x: Value): Value {
  const features = x.shape[2]!
  const inner = features * 4
  const [hidden, gate] = linearHalves(module.child('net.0.proj'), x, { features: inner * 2 })
  return linearLayer(module.child('net.2'), multiply(hidden, gelu(gate)), { features })
}
