// The frame of a layer that is resized and turned: what lies under the pointer, and where a drag takes the frame.
import { composeAffine, rotation, scaling, translation, type Affine } from './affine'
import { dragHandle, handleAt, handlePoint, type Handle } from './boxHandles'
import type { Point } from './fillPolygon'
import type { Box } from './shapes'
import { snapAngle } from './snap'

/** A rectangle about its centre, turned clockwise on the screen by an angle in radians. */
export interface Frame extends Point {
  readonly width: number
  readonly height: number
  readonly angle: number
}

export type Grip = Handle | 'turn'

/** CSS pixels from the upper edge to the handle that turns the layer. */
const turnDistance = 26

export const frameOfBox = ({ left, top, right, bottom }: Box): Frame => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
  width: right - left,
  height: bottom - top,
  angle: 0,
})

/** The frame before it was turned, about the origin. */
const localBox = ({ width, height }: Frame): Box => ({
  left: -width / 2,
  top: -height / 2,
  right: width / 2,
  bottom: height / 2,
})

function turned({ x, y }: Point, angle: number): Point {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return { x: cos * x - sin * y, y: sin * x + cos * y }
}

const toLocal = (frame: Frame, point: Point): Point =>
  turned({ x: point.x - frame.x, y: point.y - frame.y }, -frame.angle)

function fromLocal(frame: Frame, point: Point): Point {
  const { x, y } = turned(point, frame.angle)
  return { x: frame.x + x, y: frame.y + y }
}

/** Where the upper left corner lies, which stays in place when width or height are typed. */
export const frameCorner = (frame: Frame): Point =>
  fromLocal(frame, { x: -frame.width / 2, y: -frame.height / 2 })

export const framePolygon = (frame: Frame): Point[] =>
  (['nw', 'ne', 'se', 'sw'] as const).map((corner) => framePoint(frame, corner))

/** Where a handle is drawn. */
export const framePoint = (frame: Frame, handle: Handle): Point =>
  fromLocal(frame, handlePoint(localBox(frame), handle))

/** Where the handle that turns is. `scale` is CSS pixels for one of the frame's. */
export const turnPoint = (frame: Frame, scale: number): Point =>
  fromLocal(frame, { x: 0, y: -frame.height / 2 - turnDistance / scale })

/** What of a frame lies under a point; undefined outside of it. `reach` is in the frame's pixels. */
export function gripAt(frame: Frame, point: Point, scale: number, reach: number): Grip | undefined {
  const turn = turnPoint(frame, scale)
  if (Math.hypot(point.x - turn.x, point.y - turn.y) <= reach) return 'turn'
  return handleAt(localBox(frame), toLocal(frame, point), reach)
}

interface DragOptions {
  /** Keeps proportions, one axis, or multiples of 15 degrees. */
  readonly shift: boolean
  /** Either of them resizes about the centre: editors differ in which. */
  readonly ctrl: boolean
  readonly alt: boolean
}

/** The frame after its grip was dragged from one point to another. */
export function dragFrame(frame: Frame, grip: Grip, from: Point, to: Point, options: DragOptions): Frame {
  if (grip === 'turn') {
    const angle = frame.angle + angleAt(frame, to) - angleAt(frame, from)
    return { ...frame, angle: normalAngle(options.shift ? snapAngle(angle) : angle) }
  }
  if (grip === 'inside') {
    // Whole pixels: a layer that is only moved keeps its bytes.
    const by = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) }
    const alongX = Math.abs(by.x) >= Math.abs(by.y)
    return movedFrame(frame, options.shift && !alongX ? 0 : by.x, options.shift && alongX ? 0 : by.y)
  }
  const [start, end] = [toLocal(frame, from), toLocal(frame, to)]
  const upright = frame.angle === 0
  const by = (distance: number) => (upright ? Math.round(distance) : distance)
  const next = dragHandle(localBox(frame), grip, by(end.x - start.x), by(end.y - start.y), {
    aspect: options.shift ? frame.width / frame.height : undefined,
    fromCentre: options.ctrl || options.alt,
    minSize: 1,
  })
  const centre = fromLocal(frame, { x: (next.left + next.right) / 2, y: (next.top + next.bottom) / 2 })
  return { ...frame, ...centre, width: next.right - next.left, height: next.bottom - next.top }
}

export const movedFrame = (frame: Frame, x: number, y: number): Frame => ({
  ...frame,
  x: frame.x + x,
  y: frame.y + y,
})

/** A frame of another size and angle whose upper left corner stays where it is. */
export function resizedFrame(frame: Frame, size: Partial<Pick<Frame, 'width' | 'height' | 'angle'>>): Frame {
  const next = { ...frame, ...size }
  const corner = frameCorner(frame)
  const half = turned({ x: next.width / 2, y: next.height / 2 }, next.angle)
  return { ...next, x: corner.x + half.x, y: corner.y + half.y }
}

/** What takes one frame to another, and every pixel in it along. */
export function frameTransform(from: Frame, to: Frame): Affine {
  const toOrigin = composeAffine(rotation(-from.angle), translation(-from.x, -from.y))
  const scaled = composeAffine(scaling(to.width / from.width, to.height / from.height), toOrigin)
  return composeAffine(translation(to.x, to.y), composeAffine(rotation(to.angle), scaled))
}

/** More than -180 and at most 180 degrees. */
function normalAngle(angle: number): number {
  const full = Math.PI * 2
  const turns = angle - full * Math.round(angle / full)
  return turns <= -Math.PI ? turns + full : turns
}

const angleAt = (centre: Point, point: Point) => Math.atan2(point.y - centre.y, point.x - centre.x)
