import { tensor, type Tensor } from './tensor'

/** Tensors [n, D] one below the other. */
export function stackRows(parts: readonly Tensor[]): Tensor {
  const width = parts[0]!.shape[1]!
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0))
  let from = 0
  for (const part of parts) {
    data.set(part.data, from)
    from += part.data.length
  }
  return tensor(data, [data.length / width, width])
}
