// Branches of one step see the same latents and differ in their texts: what a network computes before its first cross-attention is
// the same for all of them, and is computed once.
import type { Value } from '../graph/graph'
import { concat, slice } from '../graph/operators/layout'

/** From a value of the samples that differ, [D, ...], to that of each call, [B, ...]; one of each call stays as it is. */
export type Spread = (x: Value) => Value

/**
 * @param batch calls
 * @param samples for each call, which of the samples it sees; none where each sees its own
 */
export function spreadTo(batch: number, samples: readonly number[] | undefined): Spread {
  if (!samples) return (x) => x
  const known = new Map<Value, Value>()
  return (x) => {
    if (x.shape[0] === batch) return x
    const rows = new Map<number, Value>()
    const row = (at: number): Value => {
      const one = rows.get(at) ?? (x.shape[0] === 1 ? x : slice(x, { axis: 0, start: at, end: at + 1 }))
      rows.set(at, one)
      return one
    }
    const all = known.get(x) ?? concat(samples.map(row), 0)
    known.set(x, all)
    return all
  }
}

/** How many samples differ. */
export const distinctOf = (batch: number, samples: readonly number[] | undefined): number =>
  samples ? Math.max(...samples) + 1 : batch
