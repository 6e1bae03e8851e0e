// The texts of an edit, encoded: one embedding per branch.
import type { Tensor } from '../tensor/tensor'
import type { BranchId } from './guide'

export interface Conditioning {
  readonly prompt: string
  readonly negativePrompt: string
  /** Embeddings [1, length, width] by branch. `cond` (the prompt) is always there. */
  readonly branches: ReadonlyMap<BranchId, Tensor>
  /** The checkpoint's text encoder: a text to its embedding [1, length, width]. */
  readonly encode: (text: string) => Promise<Tensor>
}

/** The conditioning with a further branch, or with that branch's embedding replaced. */
export function withBranch(conditioning: Conditioning, id: BranchId, embedding: Tensor): Conditioning {
  return { ...conditioning, branches: new Map(conditioning.branches).set(id, embedding) }
}
