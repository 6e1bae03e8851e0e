// Custom Diffusion's merger of concepts that were learned apart (Kumari et al. 2023, arXiv:2212.04488, equation 4): of all weights that
// give the concepts' words what each concept's own weight gives them, the one that gives other texts most nearly what they are given now.
import { choleskySolve } from '../tensor/choleskySolve'
import type { Tensor } from '../tensor/tensor'

export interface MergedTexts {
  /** Embeddings of texts that shall be read as before, [n, D]. */
  readonly kept: Tensor
  /** Embeddings of the words, [m, D], no two the same. */
  readonly words: Tensor
}

/** Of the mean square of the texts' numbers: fewer texts than numbers leave directions open, in which then nothing changes. */
const RIDGE = 1e-6

/**
 * W = W0 + (V - C W0')' (C A^-1 C')^-1 C A^-1, with A = K' K, in float64. Made once for all weights of a size.
 * @returns merges a weight W0 [out, D], given what the words are to give, V [m, out]
 */
export function createMerger({ kept, words }: MergedTexts): (weight: Tensor, wanted: Tensor) => Float32Array {
  const [m = 0, width = 0] = words.shape
  const gram = productOfColumns(kept)
  addRidge(gram, width)
  // C A^-1, [m, D]: A is symmetric.
  const directions = transposed(choleskySolve(gram, transposed(words.data, m, width), width), width, m)
  const inner = new Float64Array(m * m)
  for (let row = 0; row < m; row++)
    for (let column = 0; column < m; column++)
      inner[row * m + column] = dot(directions, row * width, words.data, column * width, width)
  return ({ data: weight, shape: [out = 0] }, { data: wanted }) => {
    const missing = new Float64Array(m * out)
    for (let row = 0; row < m; row++)
      for (let channel = 0; channel < out; channel++)
        missing[row * out + channel] =
          wanted[row * out + channel]! - dot(weight, channel * width, words.data, row * width, width)
    const shares = choleskySolve(inner, missing, m)
    return Float32Array.from(weight, (value, at) => {
      const [channel, column] = [Math.floor(at / width), at % width]
      let sum = value
      for (let row = 0; row < m; row++)
        sum += shares[row * out + channel]! * directions[row * width + column]!
      return sum
    })
  }
}

/** Makes a matrix [D, D] of texts' products one that can be solved. */
export function addRidge(products: Float64Array, width: number): void {
  let trace = 0
  for (let at = 0; at < width; at++) trace += products[at * width + at]!
  for (let at = 0; at < width; at++) products[at * width + at]! += (RIDGE * trace) / width
}

/** K' K, [D, D], of K [n, D]; its lower triangle, the rest is 0. */
export function productOfColumns({ data, shape }: Tensor): Float64Array {
  const [count = 0, width = 0] = shape
  const product = new Float64Array(width * width)
  for (let row = 0; row < count; row++)
    for (let a = 0; a < width; a++)
      for (let b = 0; b <= a; b++) product[a * width + b]! += data[row * width + a]! * data[row * width + b]!
  return product
}

type Numbers = Float32Array | Float64Array

function dot(a: Numbers, fromA: number, b: Numbers, fromB: number, length: number): number {
  let sum = 0
  for (let at = 0; at < length; at++) sum += a[fromA + at]! * b[fromB + at]!
  return sum
}

const transposed = (data: Numbers, rows: number, columns: number): Float64Array =>
  Float64Array.from(data, (_, at) => data[(at % rows) * columns + Math.floor(at / rows)]!)
