import { choleskySolve } from '../../tensor/choleskySolve'
import { tensor, type Tensor } from '../../tensor/tensor'

/** Rows c of source sentences and the rows c* that they should be read as, each n times `width` numbers. */
export interface EditRows {
  readonly sources: Float64Array
  readonly destinations: Float64Array
  readonly width: number
}

/**
 * TIME's edit as one linear map T of embeddings: of all matrices W' = W T, the one that minimises
 * sum |W' c - W c*|² + lambda |W' - W|² is T = I + Dᵀ (lambda I + C Cᵀ)⁻¹ C, the rows of D being c* - c, whatever W is.
 * In float64: what is inverted has a condition of a million.
 * @returns [width, width], row by row
 */
export function editMatrix({ sources: c, destinations, width }: EditRows, lambda: number): Float64Array {
  const count = c.length / width
  const d = c.map((value, at) => destinations[at]! - value)
  const t = new Float64Array(width * width)
  for (let at = 0; at < width; at++) t[at * width + at] = 1
  if (count <= width) {
    const solved = choleskySolve(plusDiagonal(timesTransposed(c, c, width), lambda), c, count)
    return plus(t, timesTransposed(transposed(d, width), transposed(solved, width), count))
  }
  // With more rows than columns the same with the smaller inverse: Dᵀ C (lambda I + Cᵀ C)⁻¹.
  const columns = transposed(c, width)
  const gram = plusDiagonal(timesTransposed(columns, columns, count), lambda)
  const solved = choleskySolve(gram, timesTransposed(columns, transposed(d, width), count), width)
  return plus(t, transposed(solved, width))
}

/** Each row of an embedding [1, L, width] mapped by T. */
export function mapRows(t: Float64Array, embedding: Tensor): Tensor {
  const width = embedding.shape[2]!
  return tensor(
    Float32Array.from(timesTransposed(Float64Array.from(embedding.data), t, width)),
    embedding.shape,
  )
}

/** A Bᵀ of matrices whose rows have `width` numbers. */
function timesTransposed(a: Float64Array, b: Float64Array, width: number): Float64Array {
  const [rows, columns] = [a.length / width, b.length / width]
  const product = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let k = 0; k < width; k++) sum += a[row * width + k]! * b[column * width + k]!
      product[row * columns + column] = sum
    }
  return product
}

function transposed(a: Float64Array, width: number): Float64Array {
  const rows = a.length / width
  return a.map((_, at) => a[(at % rows) * width + Math.floor(at / rows)]!)
}

const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, at) => value + b[at]!)

/** A square matrix with `term` added to its diagonal. */
function plusDiagonal(a: Float64Array, term: number): Float64Array {
  const size = Math.sqrt(a.length)
  for (let at = 0; at < size; at++) a[at * size + at] = a[at * size + at]! + term
  return a
}
