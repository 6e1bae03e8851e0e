import type { Shape, Value } from '../graph'
import { defineOperator } from '../operator'
import { reduceSum } from './broadcast'
import { concat, flip, reshape, slice, transpose } from './layout'
import { matmul } from './matmul'
import { pad } from './spatial'

/** The same on all sides, or [top, left, bottom, right]. */
export type Padding = number | readonly [top: number, left: number, bottom: number, right: number]

interface Attributes {
  readonly stride: number
  readonly padding: readonly [number, number, number, number]
  readonly dilation: number
}

const conv = defineOperator<readonly [x: Value, weight: Value, bias?: Value], Attributes>({
  name: 'conv2d',
  shape([x, weight, bias], { stride, padding, dilation }, refuse) {
    if (x.shape.length !== 4 || weight.shape.length !== 4)
      return refuse('wants x [B, C, H, W] and weight [out, C, kh, kw]')
    const [batch, channels, height, width] = x.shape as [number, number, number, number]
    const [out, expected, kernelHeight, kernelWidth] = weight.shape as [number, number, number, number]
    if (channels !== expected) return refuse(`x has ${channels} channels, the weight wants ${expected}`)
    if (bias && (bias.shape.length !== 1 || bias.shape[0] !== out)) return refuse(`the bias is not [${out}]`)
    const [top, left, bottom, right] = padding
    const extent = (size: number, kernel: number): number => {
      const reach = size - dilation * (kernel - 1) - 1
      return reach < 0 ? refuse('the kernel is larger than the padded x') : Math.floor(reach / stride) + 1
    }
    return [
      batch,
      out,
      extent(height + top + bottom, kernelHeight),
      extent(width + left + right, kernelWidth),
    ]
  },
  lower(onnx, [x, weight, ...bias], { inputs: [, kernel], attributes: { stride, padding, dilation } }) {
    const surplus = onnx.target.provider === 'webgpu' ? missingChannels(kernel.shape[1]!) : 0
    const widened = (of: string) =>
      surplus === 0 ? of : onnx.padEnd(of, { axis: 1, rank: 4, count: surplus })
    return onnx.node('Conv', [widened(x), widened(weight), ...bias], {
      kernel_shape: kernel.shape.slice(2),
      strides: [stride, stride],
      pads: padding,
      dilations: [dilation, dilation],
    })
  },
  gradient: (dy, { inputs: [x, weight], attributes }) => [
    () => inputGradient(dy, weight, x.shape, attributes),
    () => weightGradient(dy, x, weight.shape, attributes),
    () => reduceSum(dy, [0, 2, 3]),
  ],
})

/**
 * Channels of zeros that x and weight have to be given on WebGPU: its kernel is wrong for 6, 9, 15 ... input channels, those
 * that 3 divides and 4 does not (github.com/microsoft/onnxruntime/issues/29651). An inpainting UNet begins with 9.
 */
const missingChannels = (channels: number): number =>
  channels > 3 && channels % 3 === 0 && channels % 4 !== 0 ? 4 - (channels % 4) : 0

/** 2-D convolution (cross-correlation, as everywhere in the field). x [B, C, H, W], weight [out, C, kh, kw], bias [out]. */
export function conv2d(
  x: Value,
  weight: Value,
  bias?: Value,
  {
    stride = 1,
    padding = 0,
    dilation = 1,
  }: { readonly stride?: number; readonly padding?: Padding; readonly dilation?: number } = {},
): Value {
  const sides = typeof padding === 'number' ? ([padding, padding, padding, padding] as const) : padding
  return conv(bias ? [x, weight, bias] : [x, weight], { stride, padding: sides, dilation })
}

/** dy convolved with the weight turned round; where the stride leaves pixels out, by the transposed convolution. */
function inputGradient(dy: Value, weight: Value, shape: Shape, attributes: Attributes): Value {
  const { stride, padding, dilation } = attributes
  const [reachDown, reachRight] = weight.shape.slice(2).map((extent) => dilation * (extent - 1)) as [
    number,
    number,
  ]
  const [top, left, bottom, right] = padding
  const sides = [reachDown - top, reachRight - left, reachDown - bottom, reachRight - right] as const
  if (stride > 1 || sides.some((side) => side < 0))
    return transposedConv([dy, weight], { ...attributes, shape })
  const turned = transpose(weight, [1, 0, 2, 3])
  const isPoint = weight.shape[2] === 1 && weight.shape[3] === 1
  return conv2d(dy, isPoint ? turned : flip(turned, [2, 3]), undefined, { padding: sides, dilation })
}

const transposedConv = defineOperator<
  readonly [dy: Value, weight: Value],
  /** `shape` of the convolution's input. */
  Attributes & { readonly shape: Shape }
>({
  name: 'transposedConv2d',
  shape: (_, { shape }) => shape,
  lower(onnx, inputs, { inputs: [dy, weight], attributes: { shape, stride, padding, dilation } }) {
    const [top, left, bottom, right] = padding
    const rest = (axis: number, pads: number): number => {
      const reached = stride * (dy.shape[axis]! - 1) + dilation * (weight.shape[axis]! - 1) + 1 - pads
      return shape[axis]! - reached
    }
    return onnx.node('ConvTranspose', inputs, {
      kernel_shape: weight.shape.slice(2),
      strides: [stride, stride],
      pads: padding,
      dilations: [dilation, dilation],
      output_padding: [rest(2, top + bottom), rest(3, left + right)],
    })
  },
})

/**
 * For each place of the kernel, the pixels that it met, times dy: one product of matrices for all places. A convolution whose
 * kernel is dy computes the same in twice the time.
 */
function weightGradient(
  dy: Value,
  x: Value,
  [out, channels, kernelHeight, kernelWidth]: Shape,
  { stride, padding, dilation }: Attributes,
): Value {
  const [batch, , height, width] = dy.shape as [number, number, number, number]
  const [top, left, bottom, right] = padding
  // So many more that the last place of the kernel can be cut out in whole strides.
  const padded = pad(x, [top, left, bottom + stride - 1, right + stride - 1])
  const along = (of: Value, axis: number, start: number, count: number): Value => {
    const met = slice(of, { axis, start, end: start + stride * count })
    if (stride === 1) return met
    const strides = reshape(met, [...met.shape.slice(0, axis), count, stride, ...met.shape.slice(axis + 1)])
    const first = slice(strides, { axis: axis + 1, start: 0, end: 1 })
    return reshape(first, [...met.shape.slice(0, axis), count, ...met.shape.slice(axis + 1)])
  }
  const places: Value[] = []
  for (let row = 0; row < kernelHeight!; row += 1)
    for (let column = 0; column < kernelWidth!; column += 1)
      places.push(along(along(padded, 2, dilation * row, height), 3, dilation * column, width))
  const met = reshape(concat(places, 1), [batch, places.length * channels!, height * width])
  const products = matmul(reshape(dy, [batch, out!, height * width]), transpose(met, [0, 2, 1]))
  const summed = batch === 1 ? products : reduceSum(products, [0])
  const byPlace = reshape(summed, [out!, places.length, channels!])
  return reshape(transpose(byPlace, [0, 2, 1]), [out!, channels!, kernelHeight!, kernelWidth!])
}
