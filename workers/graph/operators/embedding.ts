import { sizeOf } from '../../tensor/tensor'
import type { Value } from '../graph'
import { defineOperator } from '../operator'

const lookup = defineOperator<readonly [table: Value, ids: Value]>({
  name: 'embedding',
  inputTypes: ['float', 'int32'],
  shape([table, ids], _, refuse) {
    const width = table.shape[1]
    if (table.shape.length !== 2 || width === undefined) return refuse('the table is not [V, D]')
    return [...ids.shape, width]
  },
  lower: (onnx, inputs) => onnx.node('Gather', inputs, { axis: 0 }),
  gradient: (dy, { inputs: [table, ids] }) => [() => sumRows(dy, ids, table.shape[0]!)],
})

/** Rows of a table. table [V, D], ids int32 [...] in [0, V) -> [..., D]. */
export const embedding = (table: Value, ids: Value): Value => lookup([table, ids], undefined)

const summed = defineOperator<readonly [rows: Value, ids: Value], { readonly count: number }>({
  name: 'sumRows',
  inputTypes: ['float', 'int32'],
  shape([rows, ids], { count }, refuse) {
    const width = rows.shape.at(-1)
    if (width === undefined || rows.shape.slice(0, -1).join() !== ids.shape.join())
      return refuse('the rows are not as many as the ids')
    return [count, width]
  },
  lower(onnx, [rows, ids], { inputs: [{ shape }], attributes: { count: tableRows }, output }) {
    const width = shape.at(-1)!
    const count = sizeOf(shape) / width
    const flat = onnx.reshape(rows, [count, width])
    // WebGPU has no int64, by which ScatterND finds its places: there, a product with a matrix that is 1 where row and id meet.
    if (onnx.target.provider === 'webgpu')
      return onnx.inFloat32([flat], (onnx, [flat]) => {
        const numbers = onnx.node('Cast', [ids], { to: { elementType: 'float32' } })
        const all = onnx.floats(
          Array.from({ length: tableRows }, (_, row) => row),
          [tableRows, 1],
        )
        const meet = onnx.node('Equal', [all, onnx.reshape(numbers, [1, count])])
        return onnx.node('MatMul', [onnx.node('Cast', [meet], { to: { elementType: 'float32' } }), flat])
      })
    const zeros = onnx.node('Expand', [onnx.floats([0], [1, 1]), onnx.ints(output.shape)])
    const places = onnx.reshape(onnx.node('Cast', [ids], { to: { elementType: 'int64' } }), [count, 1])
    return onnx.node('ScatterND', [zeros, places, flat], { reduction: 'add' })
  },
  gradient: (dy, { inputs: [, ids] }) => [() => embedding(dy, ids)],
})

/** A table of `count` rows, each the sum of the rows [..., D] that its id has. ids int32 [...] */
export const sumRows = (rows: Value, ids: Value, count: number): Value => summed([rows, ids], { count })
