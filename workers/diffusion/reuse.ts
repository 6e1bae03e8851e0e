// What a branch's run takes over from an earlier step (DeepCache, Ma et al. 2023, arXiv:2312.00858, and its kin): the UNet's deep
// part, or how far the branch was from the prompt's.
import { combineLinear } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { BranchId } from './guide'

export interface Reuse {
  /** Skips of the UNet, from the outermost on, that are computed at every step; what lies deeper is kept. */
  readonly depth: number
  /** Whether this step takes over what is kept; otherwise it runs whole, and keeps. */
  readonly takes: boolean
  /** Whether the branches besides `cond` do not run at all, but keep their difference to it. */
  readonly differences: boolean
}

interface Kept {
  /** Of the step at which the branch ran whole. */
  readonly index: number
  readonly noise: Tensor
  readonly deep?: Tensor
}

/** What the branches of one view keep from step to step. */
export class RunMemory {
  private readonly kept = new Map<BranchId, Kept>()

  keep(branch: BranchId, kept: Kept): void {
    this.kept.set(branch, kept)
  }

  /** The deep part of a branch's last whole run. */
  deep(branch: BranchId): Tensor | undefined {
    return this.kept.get(branch)?.deep
  }

  /**
   * From the noise of `cond` to a branch's, as far from it as it was when both ran whole; undefined where they never did at one
   * step.
   */
  beside(branch: BranchId): ((cond: Tensor) => Tensor) | undefined {
    const [own, prompt] = [this.kept.get(branch), this.kept.get('cond')]
    if (branch === 'cond' || !own || own.index !== prompt?.index) return undefined
    return (cond) =>
      combineLinear([
        [1, cond],
        [1, own.noise],
        [-1, prompt.noise],
      ])
  }
}

/** The memories of a run's views. */
export function viewMemories(): (view: object) => RunMemory {
  const memories = new WeakMap<object, RunMemory>()
  return (view) => {
    const known = memories.get(view) ?? new RunMemory()
    memories.set(view, known)
    return known
  }
}
