import { readTensor, type TensorIndex } from '../weights/safetensors'
import type { Trainable } from './trainable'

/** Weights of a checkpoint as what trains: in memory of their own. */
export async function readWeights(
  weights: TensorIndex,
  keys: readonly string[],
): Promise<readonly Trainable[]> {
  const read: Trainable[] = []
  for (const key of keys) {
    const entry = weights.get(key)!
    read.push({ name: key, shape: entry.shape, values: await readTensor(entry) })
  }
  return read
}
