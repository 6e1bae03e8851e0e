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
})

/** Rows of a table. table [V, D], ids int32 [...] in [0, V) -> [..., D]. */
export const embedding = (table: Value, ids: Value): Value => lookup([table, ids], undefined)
