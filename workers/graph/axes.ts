import type { Shape } from './graph'
import type { Refuse } from './operator'

/** An axis counted from the front; negative ones count from the back, as in PyTorch. */
export function axisOf(axis: number, rank: number, refuse: Refuse): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    return refuse(`there is no axis ${axis} among ${rank}`)
  return axis < 0 ? axis + rank : axis
}

/** The shape that is left when `axes` are reduced: to extent 1 with `keepDims`, to nothing without. */
export function reducedShape(
  shape: Shape,
  { axes, keepDims }: { readonly axes: readonly number[]; readonly keepDims: boolean },
  refuse: Refuse,
): Shape {
  const reduced = new Set(axes.map((axis) => axisOf(axis, shape.length, refuse)))
  if (reduced.size === 0 || reduced.size < axes.length) return refuse('wants one axis or more, each once')
  const kept = shape.map((extent, axis) => (reduced.has(axis) ? 1 : extent))
  return keepDims ? kept : kept.filter((_, axis) => !reduced.has(axis))
}

/** The shape that NumPy's broadcasting gives: aligned at the last axis, extents equal or 1. */
export function broadcastShapes(a: Shape, b: Shape, refuse: Refuse): Shape {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1
    const right = b[axis - rank + b.length] ?? 1
    if (left !== right && left !== 1 && right !== 1) return refuse(`${left} and ${right} do not broadcast`)
    return left === 1 ? right : left
  })
}
