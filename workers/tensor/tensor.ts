// Dense tensors on the CPU: latents, embeddings, masks. Weights and what lies within a network stay on the device, and so may what one
// network gives another (`deviceTensor.ts`).

/** Row-major float32 numbers with a static shape. Treated as immutable: operations return new tensors. */
export interface Tensor {
  readonly data: Float32Array
  readonly shape: readonly number[]
}

/** Row-major int32 numbers: token ids. */
export interface IntTensor {
  readonly data: Int32Array
  readonly shape: readonly number[]
}

/** Number of elements of a shape; 1 for the empty shape (a scalar). */
export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, extent) => product * extent, 1)

/**
 * A tensor over `data`, which is not copied.
 * @throws RangeError when `data` does not have as many elements as `shape` says.
 */
export function tensor(data: Float32Array, shape: readonly number[]): Tensor {
  if (data.length !== sizeOf(shape))
    throw new RangeError(`${data.length} numbers do not fill a tensor of shape [${shape.join(', ')}].`)
  return { data, shape }
}

/** A tensor of zeros. */
export const zeros = (shape: readonly number[]): Tensor => tensor(new Float32Array(sizeOf(shape)), shape)
