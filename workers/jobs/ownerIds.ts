import type { Checkpoint } from '../models/checkpoint'
import type { TensorIndex } from '../weights/safetensors'
import type { BesideNetwork } from './openBeside'

/** Whose networks are run. An autoencoder is known by its weights. */
export type Owner = Checkpoint | BesideNetwork | TensorIndex

let owners = 0
const ids = new WeakMap<object, number>()

/** A number by which sessions of several checkpoints, and of the networks beside them, share a cache. */
export function idOf(owner: Owner): number {
  const id = ids.get(owner) ?? ++owners
  ids.set(owner, id)
  return id
}
