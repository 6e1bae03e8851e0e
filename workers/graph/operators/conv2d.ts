import type { Value } from '../graph'
import { defineOperator } from '../operator'

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
