// Which token of a destination sentence stands for which of the source: TIME's walk along both.

/** Token ids of a sentence, begin and end included, without padding. */
export type Sentence = readonly number[]

/**
 * The place in the destination of each of `length` positions of the source, padding included; undefined where the destination
 * has not all tokens of the source, in their order.
 * @param paddingInPlace padding stands for what is at the same position, as far as that is padding too; else, as in the paper,
 * for the padding as far behind the end as itself
 */
export function alignTokens(
  source: Sentence,
  destination: Sentence,
  length: number,
  paddingInPlace: boolean,
): readonly number[] | undefined {
  const places: number[] = []
  let next = 0
  for (const token of source) {
    while (next < destination.length && destination[next] !== token) next++
    if (next === destination.length) return undefined
    places.push(next++)
  }
  // Behind the end both are padding.
  for (let at = places.length; at < length; at++)
    places.push(paddingInPlace ? Math.max(at, destination.length - 1) : Math.min(next++, length - 1))
  return places
}
