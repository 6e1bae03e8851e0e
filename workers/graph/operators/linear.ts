import { sizeOf } from '../../tensor/tensor'
import type { Value } from '../graph'
import { MICROSOFT } from '../lowering/emitter'
import { defineOperator } from '../operator'
import { reduceSum } from './broadcast'
import { reshape, transpose } from './layout'
import { matmul } from './matmul'

const affine = defineOperator<readonly [x: Value, weight: Value, bias?: Value]>({
  name: 'linear',
  shape([x, weight, bias], _, refuse) {
    const [out, features] = weight.shape
    if (weight.shape.length !== 2) return refuse('the weight is not [out, in]')
    if (x.shape.at(-1) !== features) return refuse(`the last axis of x is not ${features}`)
    if (bias && (bias.shape.length !== 1 || bias.shape[0] !== out)) return refuse(`the bias is not [${out}]`)
    return [...x.shape.slice(0, -1), out!]
  },
  // The weight keeps PyTorch's layout. wasm is fastest with MatMul on a transposed weight, which is folded when the session
  // is created (at the price of a second copy); the others take Gemm, which reads the weight as it is, but only knows
  // matrices.
  lower(onnx, [x, weight, bias], { inputs: [input, matrix], output }) {
    const isStored = matrix.origin.kind === 'weight'
    if (onnx.target.provider === 'wasm' && isStored) {
      const product = onnx.node('MatMul', [x, onnx.transpose(weight, [1, 0])])
      return bias === undefined ? product : onnx.node('Add', [product, bias])
    }
    // Reads the weight as it is too, and x of any rank, but adds nothing.
    if (onnx.target.provider === 'node' && bias === undefined && isStored)
      return onnx.node('FusedMatMul', [x, weight], { transB: 1 }, MICROSOFT)
    const features = input.shape.at(-1)!
    const rows = sizeOf(input.shape) / features
    const isMatrix = input.shape.length === 2
    const flat = isMatrix ? x : onnx.reshape(x, [rows, features])
    const product = onnx.node('Gemm', bias === undefined ? [flat, weight] : [flat, weight, bias], {
      transB: 1,
    })
    return isMatrix ? product : onnx.reshape(product, output.shape)
  },
  gradient(dy, { inputs: [x, weight] }) {
    const rowsOf = (of: Value): Value => reshape(of, [sizeOf(of.shape) / of.shape.at(-1)!, of.shape.at(-1)!])
    return [
      () => matmul(dy, weight),
      () => matmul(transpose(rowsOf(dy), [1, 0]), rowsOf(x)),
      () => reduceSum(rowsOf(dy), [0]),
    ]
  },
})

/** x weightᵀ + bias over the last axis. x [..., in], weight [out, in], bias [out]. */
export function linear(x: Value, weight: Value, bias?: Value): Value {
  return affine(bias ? [x, weight, bias] : [x, weight], undefined)
}
