import { tensor, type Tensor } from './tensor'

/** [1, L, a] and [1, L, b] beside each other, [1, L, a + b]. @throws RangeError where they differ in L */
export function joinRows(a: Tensor, b: Tensor): Tensor {
  const [, rows, left] = a.shape as [number, number, number]
  const [, others, right] = b.shape as [number, number, number]
  if (rows !== others) throw new RangeError(`Cannot put ${others} rows beside ${rows}.`)
  const data = new Float32Array(rows * (left + right))
  for (let row = 0; row < rows; row++) {
    data.set(a.data.subarray(row * left, (row + 1) * left), row * (left + right))
    data.set(b.data.subarray(row * right, (row + 1) * right), row * (left + right) + left)
  }
  return tensor(data, [1, rows, left + right])
}
