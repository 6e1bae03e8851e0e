import { tensor, type Tensor } from '../tensor/tensor'

/** An embedding [1, L, width], continued to `length` with that of no text, as Stable Diffusion programs do it. */
export function continued(embedding: Tensor, empty: Tensor, length: number): Tensor {
  const width = embedding.shape[2] as number
  const data = new Float32Array(length * width)
  data.set(embedding.data)
  for (let at = embedding.data.length; at < data.length; at += empty.data.length)
    data.set(empty.data.subarray(0, data.length - at), at)
  return tensor(data, [1, length, width])
}

/** Embeddings [1, L, width] behind each other. */
export function joined(embeddings: readonly Tensor[]): Tensor {
  const [first] = embeddings
  if (!first || embeddings.length === 1) return first as Tensor
  const width = first.shape[2] as number
  const data = new Float32Array(embeddings.reduce((sum, one) => sum + one.data.length, 0))
  let at = 0
  for (const one of embeddings) {
    data.set(one.data, at)
    at += one.data.length
  }
  return tensor(data, [1, data.length / width, width])
}
