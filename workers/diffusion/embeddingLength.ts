import { tensor, type Tensor } from '../tensor/tensor'
import { withTokens, type TextEmbedding } from './textEmbedding'

/** An embedding, continued to `length` tokens with that of no text, as Stable Diffusion programs do it. */
export function continued(embedding: TextEmbedding, empty: TextEmbedding, length: number): TextEmbedding {
  const { data: own, shape } = embedding.tokens
  const { data: filler } = empty.tokens
  const width = shape[2] as number
  const data = new Float32Array(length * width)
  data.set(own)
  for (let at = own.length; at < data.length; at += filler.length)
    data.set(filler.subarray(0, data.length - at), at)
  return withTokens(embedding, tensor(data, [1, length, width]))
}

/** Embeddings behind each other: the tokens of all, and of the whole text what the first one says. */
export function joined(embeddings: readonly TextEmbedding[]): TextEmbedding {
  const [first] = embeddings
  if (!first || embeddings.length === 1) return first as TextEmbedding
  return withTokens(first, joinedTokens(embeddings.map(({ tokens }) => tokens)))
}

/** [1, L, width] each. */
function joinedTokens(all: readonly Tensor[]): Tensor {
  const width = all[0]!.shape[2] as number
  const data = new Float32Array(all.reduce((sum, one) => sum + one.data.length, 0))
  let at = 0
  for (const one of all) {
    data.set(one.data, at)
    at += one.data.length
  }
  return tensor(data, [1, data.length / width, width])
}
