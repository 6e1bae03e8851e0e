// Operators on the two last axes of [B, C, H, W].
import { formatShape } from '../graph'
import type { Shape, Value } from '../graph'
import { defineOperator } from '../operator'
import type { Refuse } from '../operator'
import { reduceSum } from './broadcast'
import { reshape, slice, transpose } from './layout'
import { matmul } from './matmul'

type Image = readonly [batch: number, channels: number, height: number, width: number]

const imageShape = (x: Value, refuse: Refuse): Image =>
  x.shape.length === 4 ? (x.shape as unknown as Image) : refuse('wants [B, C, H, W]')

const nearest = defineOperator<readonly [x: Value], { readonly size: readonly [number, number] }>({
  name: 'upsampleNearest',
  shape([x], { size }, refuse) {
    const [batch, channels, height, width] = imageShape(x, refuse)
    if (size[0] < height || size[1] < width) return refuse(`${formatShape(size)} is smaller than x`)
    return [batch, channels, ...size]
  },
  lower: (onnx, [x], { output }) =>
    onnx.node('Resize', [x, '', '', onnx.ints(output.shape)], {
      mode: 'nearest',
      coordinate_transformation_mode: 'asymmetric',
      nearest_mode: 'floor',
    }),
  gradient: (dy, { inputs: [x], output }) => [
    () => {
      const [batch, channels, height, width] = x.shape as Image
      const [tall, wide] = [output.shape[2]! / height, output.shape[3]! / width]
      if (Number.isInteger(tall) && Number.isInteger(wide))
        return reduceSum(reshape(dy, [batch, channels, height, tall, width, wide]), [3, 5])
      const source = (size: number) => (to: number, from: number, extent: number) =>
        Math.floor((to * extent) / size) === from ? 1 : 0
      return alongBothBackwards(dy, x, source(output.shape[2]!), source(output.shape[3]!))
    },
  ],
})

/** By how much an output pixel changes with an input pixel on one axis of extent `extent`. */
type Share = (to: number, from: number, extent: number) => number

/** The gradient of what works on columns and on rows one after the other, as products with small matrices. */
function alongBothBackwards(dy: Value, x: Value, down: Share, across: Share): Value {
  const [, , height, width] = x.shape as Image
  const [, , tall, wide] = dy.shape as Image
  const matrix = (rows: number, columns: number, at: (row: number, column: number) => number): Value =>
    x.graph.constant(
      Array.from({ length: rows * columns }, (_, place) => at(Math.floor(place / columns), place % columns)),
      [rows, columns],
    )
  const ofColumns = matrix(height, tall, (from, to) => down(to, from, height))
  const ofRows = matrix(wide, width, (to, from) => across(to, from, width))
  return matmul(ofColumns, matmul(dy, ofRows))
}

/** Each pixel of the result is the one at floor(position * height / size) of x, as PyTorch's 'nearest'. */
export const upsampleNearest = (x: Value, options: { readonly size: readonly [number, number] }): Value =>
  nearest([x], options)

interface Pooling {
  readonly kernel: number
  readonly stride: number
  readonly ceil: boolean
}

const averagePool = defineOperator<readonly [x: Value], Pooling>({
  name: 'averagePool2d',
  shape([x], { kernel, stride, ceil }, refuse) {
    const [batch, channels, height, width] = imageShape(x, refuse)
    const extent = (size: number): number => {
      const windows = (size - kernel) / stride
      // With `ceil`, one window may reach over the edge, and begin inside.
      if (windows < 0 && !(ceil && windows > -1)) return refuse(`the kernel of ${kernel} is larger than x`)
      // A window that would begin behind the edge is dropped, as in PyTorch.
      const rounded = ceil ? Math.ceil(windows) : Math.floor(windows)
      return rounded * stride >= size ? rounded : rounded + 1
    }
    return [batch, channels, extent(height), extent(width)]
  },
  lower: (onnx, inputs, { attributes: { kernel, stride, ceil } }) =>
    onnx.node('AveragePool', inputs, {
      kernel_shape: [kernel, kernel],
      strides: [stride, stride],
      ceil_mode: ceil ? 1 : 0,
    }),
  gradient: (dy, { inputs: [x], attributes: { kernel, stride } }) => [
    () => {
      // The mean over a window is that over its rows of that over its columns, of those that are inside.
      const share: Share = (to, from, extent) => {
        const [start, end] = [to * stride, Math.min(to * stride + kernel, extent)]
        return from >= start && from < end ? 1 / (end - start) : 0
      }
      return alongBothBackwards(dy, x, share, share)
    },
  ],
})

/** Means of kernel x kernel windows; with `ceil`, windows that reach over the edge count, over what is inside. */
export const averagePool2d = (
  x: Value,
  {
    kernel,
    stride,
    ceil = false,
  }: { readonly kernel: number; readonly stride: number; readonly ceil?: boolean },
): Value => averagePool([x], { kernel, stride, ceil })

interface Border {
  readonly sides: readonly [top: number, left: number, bottom: number, right: number]
  readonly mode: 'constant' | 'reflect'
}

const padded = defineOperator<readonly [x: Value], Border>({
  name: 'pad',
  shape([x], { sides, mode }, refuse) {
    const [batch, channels, height, width] = imageShape(x, refuse)
    const [top, left, bottom, right] = sides
    if (sides.some((side) => side < 0)) return refuse(`${formatShape(sides)} would crop`)
    if (mode === 'reflect' && (Math.max(top, bottom) >= height || Math.max(left, right) >= width))
      return refuse(`there is too little to reflect for ${formatShape(sides)}`)
    return [batch, channels, height + top + bottom, width + left + right]
  },
  lower(onnx, [x], { attributes: { sides, mode } }) {
    const [top, left, bottom, right] = sides
    return onnx.node('Pad', [x, onnx.ints([0, 0, top, left, 0, 0, bottom, right])], { mode })
  },
  gradient: (dy, { inputs: [x], attributes: { sides, mode } }) => [
    () => {
      const [top, left] = sides
      if (mode === 'constant') {
        const rows = slice(dy, { axis: 2, start: top, end: top + x.shape[2]! })
        return slice(rows, { axis: 3, start: left, end: left + x.shape[3]! })
      }
      const mirrored =
        (start: number): Share =>
        (to, from, extent) => {
          const beyond = Math.abs(to - start)
          return (beyond < extent ? beyond : 2 * (extent - 1) - beyond) === from ? 1 : 0
        }
      return alongBothBackwards(dy, x, mirrored(top), mirrored(left))
    },
  ],
})

/** A border of zeros, or of the pixels mirrored at the edge pixel. */
export const pad = (
  x: Value,
  sides: Border['sides'],
  { mode = 'constant' }: { readonly mode?: Border['mode'] } = {},
): Value => padded([x], { sides, mode })

/** Blocks of factor x factor pixels become channels: [B, C, H, W] -> [B, C * factor², H / factor, W / factor]. */
export function pixelUnshuffle(x: Value, factor: number): Value {
  const [batch, channels, height, width] = x.shape as Image
  if (x.shape.length !== 4 || height % factor !== 0 || width % factor !== 0)
    throw new RangeError(
      `pixelUnshuffle: wants [B, C, H, W] with H and W multiples of ${factor} (shape ${formatShape(x.shape)}).`,
    )
  const blocks: Shape = [batch, channels, height / factor, factor, width / factor, factor]
  const moved = transpose(reshape(x, blocks), [0, 1, 3, 5, 2, 4])
  return reshape(moved, [batch, channels * factor ** 2, height / factor, width / factor])
}
