import type { Value } from './graph'
import { add } from './operators/elementwise'
import { concat, type Zeros } from './operators/layout'

/**
 * The sum of the gradients that arrive at a value by several ways. Those of slices that are the whole value together are laid side by
 * side, in place of each being filled up with zeros and all of them added.
 */
export function sumParts(parts: readonly Value[]): Value | undefined {
  const padded = parts.flatMap((part) => {
    const { origin } = part
    if (origin.kind !== 'node' || origin.node.operator.name !== 'zeroPad') return []
    return [{ part, inner: origin.node.inputs[0]!, ...(origin.node.attributes as Zeros) }]
  })
  const inOrder = padded.toSorted((a, b) => a.before - b.before)
  const isWhole =
    inOrder.length > 1 &&
    inOrder[0]!.before === 0 &&
    inOrder.at(-1)!.after === 0 &&
    inOrder.every(({ axis }) => axis === inOrder[0]!.axis) &&
    inOrder.every(
      ({ before, axis, inner }, at) =>
        at === inOrder.length - 1 || inOrder[at + 1]!.before === before + inner.shape.at(axis)!,
    )
  if (!isWhole) return sum(parts)
  const whole = concat(
    inOrder.map(({ inner }) => inner),
    inOrder[0]!.axis,
  )
  const pads = new Set(padded.map(({ part }) => part))
  return sum([whole, ...parts.filter((part) => !pads.has(part))])
}

const sum = ([first, ...rest]: readonly Value[]): Value | undefined => first && rest.reduce(add, first)
