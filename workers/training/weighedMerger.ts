// A merger of concepts that were learned apart which holds none of them exactly: the paper's closed form (Kumari et al. 2023, arXiv:2212.04488,
// equation 4) holds the words' own tokens, and a network that reads every place of a text sees the others unchanged.
import { choleskySolve } from '../tensor/choleskySolve'
import type { Tensor } from '../tensor/tensor'
import { addRidge, productOfColumns } from './mergedWeight'

export interface WeighedTexts {
  /** Embeddings of texts that shall be read as before, [n, D]. */
  readonly kept: Tensor
  /** Of each concept the embeddings of texts that ask for it, [m, D]. */
  readonly asked: readonly Tensor[]
  /** How many times as much as what is kept a concept's error counts. */
  readonly weight: number
}

/**
 * The W that makes mean |K (W - W0)'|² + weight · Σ mean |C (W - Wc)'|² least, in float64; what is solved is solved once for all
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
  addRidge(system, width)
  const shares = ofConcepts.map((product) => choleskySolve(system, product, width))
  return ({ data: base, shape: [out = 0] }, own) => {
    const merged = Float64Array.from(base)
    for (const [concept, share] of shares.entries()) {
      const { data } = own[concept]!
      for (let channel = 0; channel < out; channel++)
        for (let row = 0; row < width; row++)
          for (let column = 0; column < width; column++) {
            const at = channel * width + column
            merged[channel * width + row]! += share[row * width + column]! * (data[at]! - base[at]!)
          }
    }
    return Float32Array.from(merged)
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
