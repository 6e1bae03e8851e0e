// A merger of concepts that were learned apart which holds none of them exactly: the paper's closed form (Kumari et al. 2023, arXiv:2212.04488,
// equation 4) holds the words' own tokens, and a network that reads every place of a text sees the others unchanged.
import { choleskySolve } from '../tensor/choleskySolve'
import type { Tensor } from '../tensor/tensor'
import { productOfColumns } from './mergedWeight'

export interface WeighedTexts {
  /** Embeddings of texts that shall be read as before, [n, D]. */
  readonly kept: Tensor
  /** Of each concept the embeddings of texts that ask for it, [m, D]. */
  readonly asked: readonly Tensor[]
  /** How many times as much as what is kept a concept's error counts. */
  readonly weight: number
}

/** Of the mean square of the texts' numbers: fewer texts than numbers leave directions open, in which then nothing changes. */
const RIDGE = 1e-6

/**
 * The W that makes mean |K (W - W0)'|² + weight · Σ mean |C (W - Wc)'|² least, in float64; the sums over texts are made once for all
 * weights.
 * @returns merges a weight W0 [out, D], given what each concept has in its place, [out, D]
 */
export function createWeighedMerger({
  kept,
  asked,
  weight,
}: WeighedTexts): (base: Tensor, own: readonly Tensor[]) => Float32Array {
  const width = kept.shape[1]!
  const ofConcepts = asked.map((texts) => meanProduct(texts).map((value) => weight * value))
  const system = meanProduct(kept)
  for (const product of ofConcepts) for (const [at, value] of product.entries()) system[at]! += value
  let trace = 0
  for (let at = 0; at < width; at++) trace += system[at * width + at]!
  for (let at = 0; at < width; at++) system[at * width + at]! += (RIDGE * trace) / width
  return ({ data: base, shape: [out = 0] }, own) => {
    const right = new Float64Array(width * out)
    for (const [concept, product] of ofConcepts.entries()) {
      const { data } = own[concept]!
      for (let row = 0; row < width; row++)
        for (let column = 0; column < width; column++) {
          const factor = product[row * width + column]!
          for (let channel = 0; channel < out; channel++) {
            const at = channel * width + column
            right[row * out + channel]! += factor * (data[at]! - base[at]!)
          }
        }
    }
    const change = choleskySolve(system, right, width)
    return Float32Array.from(
      base,
      (value, at) => value + change[(at % width) * out + Math.floor(at / width)]!,
    )
  }
}

/** X' X / n, [D, D], of X [n, D], both triangles filled. */
function meanProduct(texts: Tensor): Float64Array {
  const [count = 1, width = 0] = texts.shape
  const product = productOfColumns(texts)
  for (let row = 0; row < width; row++)
    for (let column = 0; column <= row; column++) {
      const mean = product[row * width + column]! / count
      product[row * width + column] = mean
      product[column * width + row] = mean
    }
  return product
}
