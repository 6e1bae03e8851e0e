import type { Value } from './graph'
import { slice } from './operators/layout'

/** Rows `start` up to, but without, `end` of a weight. Of one that is read from a file they lie together, and are read alone. */
export function rowsOf(weight: Value, start: number, end: number): Value {
  const { graph, origin, shape } = weight
  if (origin.kind !== 'weight') return slice(weight, { axis: 0, start, end })
  const { entry } = origin
  const rowBytes = entry.byteLength / shape[0]!
  return graph.weight({
    ...entry,
    key: `${entry.key} [${start}:${end}]`,
    shape: [end - start, ...shape.slice(1)],
    start: entry.start + start * rowBytes,
    byteLength: (end - start) * rowBytes,
  })
}
