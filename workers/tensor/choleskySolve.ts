/**
 * X of A X = B for a symmetric positive definite A, in float64, by Cholesky's A = L Lᵀ.
 * @param a [n, n], row by row; only its lower triangle is read
 * @param b [n, m], row by row
 * @returns [n, m]
 * @throws RangeError when A is not positive definite
 */
export function choleskySolve(a: Float64Array, b: Float64Array, n: number): Float64Array<ArrayBuffer> {
  const m = b.length / n
  const l = a.slice()
  for (let row = 0; row < n; row++)
    for (let column = 0; column <= row; column++) {
      let sum = l[row * n + column]!
      for (let k = 0; k < column; k++) sum -= l[row * n + k]! * l[column * n + k]!
      if (row > column) l[row * n + column] = sum / l[column * n + column]!
      else if (sum > 0) l[row * n + row] = Math.sqrt(sum)
      else throw new RangeError('The matrix is not positive definite.')
    }
  const x = b.slice()
  /** Row `row` of X minus `factor` times row `other`. */
  const subtract = (row: number, other: number, factor: number) => {
    for (let at = 0; at < m; at++) x[row * m + at] = x[row * m + at]! - factor * x[other * m + at]!
  }
  const divide = (row: number) => {
    for (let at = 0; at < m; at++) x[row * m + at] = x[row * m + at]! / l[row * n + row]!
  }
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) subtract(row, k, l[row * n + k]!)
    divide(row)
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) subtract(row, k, l[k * n + row]!)
    divide(row)
  }
  return x
}
