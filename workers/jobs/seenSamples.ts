import type { Tensor } from '../tensor/tensor'

interface Seen {
  readonly sample: Tensor
  readonly timestep: number
}

/**
 * For each call which of the samples that differ it sees, in the order in which they come first: [0, 0, 1]. Undefined where each
 * sees its own, or they are at several timesteps.
 * @param same what else has to be the same
 */
export function seenSamples<Call extends Seen>(
  calls: readonly Call[],
  same: (a: Call, b: Call) => boolean = () => true,
): readonly number[] | undefined {
  const distinct: Call[] = []
  const seen = calls.map((call) => {
    const at = distinct.findIndex((other) => sameNumbers(other.sample, call.sample) && same(other, call))
    return at < 0 ? distinct.push(call) - 1 : at
  })
  const shares =
    distinct.length < calls.length && calls.every(({ timestep }) => timestep === calls[0]?.timestep)
  return shares ? seen : undefined
}

export const sameNumbers = (a: Tensor, b: Tensor): boolean =>
  a === b || (a.data.length === b.data.length && a.data.every((value, at) => value === b.data[at]))

/** The first of the calls that see each of the samples. */
export const firstOfEach = <Call>(
  calls: readonly Call[],
  seen: readonly number[] | undefined,
): readonly Call[] => (seen ? calls.filter((_, at) => seen.indexOf(seen[at]!) === at) : calls)
