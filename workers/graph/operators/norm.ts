import { sizeOf } from '../../tensor/tensor'
import type { Shape, Value } from '../graph'
import { MICROSOFT } from '../lowering/emitter'
import type { Emitter } from '../lowering/emitter'
import { defineOperator } from '../operator'
import type { Refuse } from '../operator'
import { reduceSum } from './broadcast'
import { add, multiply } from './elementwise'
import { reshape } from './layout'
import { standardise } from './standardise'

function checkAffine(channels: number | undefined, weight: Value, bias: Value, refuse: Refuse): void {
  for (const { shape } of [weight, bias])
    if (shape.length !== 1 || shape[0] !== channels) refuse(`weight and bias are not [${channels}]`)
}

const affine = defineOperator<readonly [x: Value, weight: Value, bias: Value]>({
  name: 'channelAffine',
  shape([x, weight, bias], _, refuse) {
    checkAffine(x.shape[1], weight, bias, refuse)
    return x.shape
  },
  lower: (onnx, inputs, { output: { shape } }) =>
    onnx.inFloat32(inputs, (onnx, names) => lowerAffine(onnx, names, shape)),
  gradient: (dy, { inputs: [x, weight] }) => {
    const others = [...x.shape.keys()].filter((axis) => axis !== 1)
    return [
      () => multiply(dy, reshape(weight, perChannel(x.shape))),
      () => reduceSum(multiply(dy, x), others),
      () => reduceSum(dy, others),
    ]
  },
})

const perChannel = ([, channels, ...rest]: Shape): Shape => [1, channels!, ...rest.map(() => 1)]

/** Each channel times its weight, plus its bias. x [B, C, ...] */
function lowerAffine(
  onnx: Emitter,
  [x, weight, bias]: readonly [x: string, weight: string, bias: string],
  shape: Shape,
): string {
  if (onnx.target.provider !== 'webgpu') {
    // One pass over the channels in place of two: a normalisation of mean 0 and variance 1 is a scale and a shift. A UNet pass
    // takes 0.975 of the time in Node and 0.978 on wasm, with the same numbers.
    const channels = shape[1]!
    const still = [
      onnx.floats(Array(channels).fill(0), [channels]),
      onnx.floats(Array(channels).fill(1), [channels]),
    ]
    return onnx.node('BatchNormalization', [x, weight, bias, ...still], { epsilon: { float: 0 } })
  }
  const scaled = onnx.node('Mul', [x, onnx.reshape(weight, perChannel(shape))])
  return onnx.node('Add', [scaled, onnx.reshape(bias, perChannel(shape))])
}

const group = defineOperator<
  readonly [x: Value, weight: Value, bias: Value],
  { readonly groups: number; readonly epsilon: number }
>({
  name: 'groupNorm',
  shape([x, weight, bias], { groups }, refuse) {
    const channels = x.shape[1]
    if (channels === undefined) return refuse('x has no axis of channels')
    if (channels % groups !== 0) return refuse(`${channels} channels do not make ${groups} groups`)
    checkAffine(channels, weight, bias, refuse)
    return x.shape
  },
  // Always in float32: the variance of a large activation does not fit float16.
  lower(onnx, inputs, { attributes: { groups, epsilon }, output: { shape } }) {
    const { provider, fused } = onnx.target
    return onnx.inFloat32(inputs, (onnx, [x, weight, bias]) => {
      if (provider === 'webgpu' && fused && shape.length === 4) {
        // The kernel exists with the channels last only. Conv has them last on WebGPU too, so ONNX Runtime cancels most of
        // these transpositions against its own.
        const last = onnx.transpose(x, [0, 2, 3, 1])
        const attributes = { groups, epsilon: { float: epsilon }, activation: 0, channels_last: 1 }
        return onnx.transpose(
          onnx.node('GroupNorm', [last, weight, bias], attributes, MICROSOFT),
          [0, 3, 1, 2],
        )
      }
      // A group is an instance of one long axis.
      const grouped = onnx.reshape(x, [shape[0]!, groups, -1])
      const unit = [
        onnx.floats(Array(groups).fill(1), [groups]),
        onnx.floats(Array(groups).fill(0), [groups]),
      ]
      const normal = onnx.node('InstanceNormalization', [grouped, ...unit], { epsilon: { float: epsilon } })
      return lowerAffine(onnx, [onnx.reshape(normal, shape), weight, bias], shape)
    })
  },
  compose({ inputs: [x, weight, bias], attributes: { groups, epsilon } }) {
    const [batch, channels, ...rest] = x.shape as [number, number, ...number[]]
    const grouped = reshape(x, [batch, groups, (channels / groups) * sizeOf(rest)])
    return affine([reshape(standardise(grouped, epsilon), x.shape), weight, bias], undefined)
  },
})

/** Group normalisation (Wu & He 2018). x [B, C, ...], weight and bias [C]. */
export const groupNorm = (
  x: Value,
  weight: Value,
  bias: Value,
  { groups, epsilon }: { readonly groups: number; readonly epsilon: number },
): Value => group([x, weight, bias], { groups, epsilon })

const layer = defineOperator<readonly [x: Value, weight: Value, bias: Value], { readonly epsilon: number }>({
  name: 'layerNorm',
  shape([x, weight, bias], _, refuse) {
    checkAffine(x.shape.at(-1), weight, bias, refuse)
    return x.shape
  },
  // stash_type 1 (the default): mean and variance are taken in float32.
  lower: (onnx, inputs, { attributes: { epsilon } }) =>
    onnx.node('LayerNormalization', inputs, { axis: -1, epsilon: { float: epsilon } }),
  compose({ inputs: [x, weight, bias], attributes: { epsilon } }) {
    const features = x.shape.at(-1)!
    const rows = reshape(x, [1, sizeOf(x.shape) / features, features])
    return add(multiply(reshape(standardise(rows, epsilon), x.shape), weight), bias)
  },
})

/** Layer normalisation over the last axis (Ba et al. 2016). x [..., C], weight and bias [C]. */
export const layerNorm = (
  x: Value,
  weight: Value,
  bias: Value,
  { epsilon }: { readonly epsilon: number },
): Value => layer([x, weight, bias], { epsilon })
