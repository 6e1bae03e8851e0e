import { PalimpsestError } from '../../src/shared/errors'
import type { Graph } from '../graph/graph'
import { peakBytes } from '../graph/peakBytes'
import type { memoryOf } from '../runtime/memoryOf'
import { messages } from './messages'

/**
 * The graph of a gradient that keeps what it computes on its way where memory suffices, or computes it again.
 * @throws PalimpsestError('device') where neither fits, before anything is loaded
 */
export function affordableGradient(
  build: (options: { readonly recompute: boolean }) => Graph,
  { most = Infinity, comfortable }: ReturnType<typeof memoryOf>,
): Graph {
  const keeping = build({ recompute: false })
  if (peakBytes(keeping) <= comfortable) return keeping
  const again = build({ recompute: true })
  const needed = peakBytes(again)
  if (needed <= most) return again
  throw new PalimpsestError(messages.gradientTooLarge({ needed: gigabytes(needed), most: gigabytes(most) }))
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1)
