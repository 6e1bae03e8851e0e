// Joining and parting along the batch, the first axis.
import { tensor, type Tensor } from './tensor'

/**
 * Joins [B_i, ...] tensors into one of [sum of B_i, ...].
 * @throws RangeError when there is none, or they differ beyond the first axis.
 */
export function stackBatch(parts: readonly Tensor[]): Tensor {
  const [first] = parts
  if (!first) throw new RangeError('There is no tensor to stack.')
  const rest = first.shape.slice(1)
  for (const { shape } of parts)
    if (shape.length !== first.shape.length || rest.some((extent, axis) => extent !== shape[axis + 1]))
      throw new RangeError(`[${first.shape.join(', ')}] and [${shape.join(', ')}] cannot be stacked.`)
  const out = new Float32Array(parts.reduce((sum, { data }) => sum + data.length, 0))
  let at = 0
  for (const { data } of parts) {
    out.set(data, at)
    at += data.length
  }
  return tensor(out, [parts.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0), ...rest])
}

/** Parts [B, ...] into B tensors [1, ...], each with data of its own. */
export function splitBatch({ data, shape }: Tensor): readonly Tensor[] {
  const [batch = 0, ...rest] = shape
  const size = batch === 0 ? 0 : data.length / batch
  return Array.from({ length: batch }, (_, item) =>
    tensor(data.slice(item * size, (item + 1) * size), [1, ...rest]),
  )
}
