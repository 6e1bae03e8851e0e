import type { Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { add } from '../graph/operators/elementwise'
import { reshape } from '../graph/operators/layout'
import type { Module } from './keyedWeights'
import { convLayer, groupNormLayer, linearLayer } from './layers'

interface ResnetOptions {
  /** Of the result. */
  readonly channels: number
  readonly groups: number
  readonly epsilon: number
  /** Time embedding after its activation, [B, E]; the autoencoder has none. */
  readonly activatedEmbedding?: Value | undefined
}

/** diffusers' ResnetBlock2D. x [B, C, H, W] -> [B, channels, H, W]. */
export function resnetBlock2d(module: Module, x: Value, options: ResnetOptions): Value {
  const { channels, groups, epsilon, activatedEmbedding } = options
  let hidden = silu(groupNormLayer(module.child('norm1'), x, { groups, epsilon }))
  hidden = convLayer(module.child('conv1'), hidden, { channels, kernel: 3 })
  if (activatedEmbedding) {
    const shift = linearLayer(module.child('time_emb_proj'), activatedEmbedding, { features: channels })
    hidden = add(hidden, reshape(shift, [...shift.shape, 1, 1]))
  }
  hidden = silu(groupNormLayer(module.child('norm2'), hidden, { groups, epsilon }))
  hidden = convLayer(module.child('conv2'), hidden, { channels, kernel: 3 })
  const changesChannels = x.shape[1] !== channels
  const skip = changesChannels ? convLayer(module.child('conv_shortcut'), x, { channels, kernel: 1 }) : x
  return add(skip, hidden)
}
