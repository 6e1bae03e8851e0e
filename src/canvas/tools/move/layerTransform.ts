// Where a drag takes a layer.
import { composeAffine, rotation, scaling, translation, type Affine } from '../../kernels/affine'
import { dragHandle, handleAt, type Handle } from '../../kernels/boxHandles'
import type { Point } from '../../kernels/fillPolygon'
import type { Box } from '../../kernels/shapes'
import { snapAngle } from '../../kernels/snap'

export type Grip = Handle | 'turn'

/** CSS pixels from the upper edge to the handle that turns the layer. */
const turnDistance = 26

/** Where the handle that turns is, in pixels of the picture. */
export const turnPoint = ({ left, right, top }: Box, scale: number): Point => ({
  x: (left + right) / 2,
  y: top - turnDistance / scale,
})

/** What of a layer's frame lies under a point; anywhere within it moves the layer. */
export function gripAt(box: Box, point: Point, scale: number, reach: number): Grip | undefined {
  const turn = turnPoint(box, scale)
  if (Math.hypot(point.x - turn.x, point.y - turn.y) <= reach) return 'turn'
  return handleAt(box, point, reach)
}

interface DragOptions {
  /** Keeps proportions, one axis, or steps of 15 degrees. */
  readonly shift: boolean
  /** Resizes about the centre. */
  readonly ctrl: boolean
}

/** The transform from the layer's own pixels to the canvas, for a layer that lay at `box` when the drag began. */
export function draggedTransform(box: Box, grip: Grip, from: Point, to: Point, options: DragOptions): Affine {
  const placed = translation(box.left, box.top)
  if (grip === 'turn') {
    const centre = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }
    const angle = angleAt(centre, to) - angleAt(centre, from)
    return composeAffine(rotation(options.shift ? snapAngle(angle) : angle, centre), placed)
  }
  const by = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) }
  if (grip === 'inside') {
    // Whole pixels: a layer that is only moved keeps its bytes.
    const alongX = Math.abs(by.x) >= Math.abs(by.y)
    const kept = options.shift ? { x: alongX ? by.x : 0, y: alongX ? 0 : by.y } : by
    return translation(box.left + kept.x, box.top + kept.y)
  }
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const next = dragHandle(box, grip, by.x, by.y, {
    aspect: options.shift ? width / height : undefined,
    fromCentre: options.ctrl,
    minSize: 1,
  })
  const scaled = scaling((next.right - next.left) / width, (next.bottom - next.top) / height)
  return composeAffine(translation(next.left, next.top), scaled)
}

const angleAt = (centre: Point, point: Point) => Math.atan2(point.y - centre.y, point.x - centre.x)
