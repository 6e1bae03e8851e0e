import { tensor, type Tensor } from '../tensor/tensor'

interface Placed {
  /** [1, L, D], zero where the token has its row of the table. */
  readonly learned_embeddings: Tensor
  /** [1, L, 1]: 1 there, 0 elsewhere. */
  readonly from_table: Tensor
  readonly input_ids: { readonly data: Int32Array; readonly shape: readonly number[] }
}

/**
 * The text encoder's inputs where a text has learned words: their ids follow the vocabulary's, in the order of the vectors
 * [n, D]. Undefined where it has none.
 */
export function placeVectors(ids: Int32Array, vectors: Tensor, vocabSize: number): Placed | undefined {
  if (ids.every((id) => id < vocabSize)) return undefined
  const width = vectors.shape[1]!
  const learned = new Float32Array(ids.length * width)
  ids.forEach((id, at) => {
    const row = (id - vocabSize) * width
    if (row >= 0) learned.set(vectors.data.subarray(row, row + width), at * width)
  })
  return {
    input_ids: { data: ids.map((id) => (id < vocabSize ? id : 0)), shape: [1, ids.length] },
    learned_embeddings: tensor(learned, [1, ids.length, width]),
    from_table: tensor(
      Float32Array.from(ids, (id) => (id < vocabSize ? 1 : 0)),
      [1, ids.length, 1],
    ),
  }
}
