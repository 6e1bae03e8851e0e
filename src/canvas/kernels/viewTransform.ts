// Where the picture lies on the screen: screen = picture * scale + offset, in CSS pixels.
import type { Point } from './fillPolygon'

export interface ViewTransform {
  /** CSS pixels for one pixel of the picture. */
  readonly scale: number
  /** Where the picture's top left corner is, in CSS pixels from that of the viewport. */
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

const minScale = 0.02
export const maxScale = 64
/** CSS pixels of the picture that stay in sight, however far it is moved. */
const kept = 48

export const toScreen = ({ scale, x, y }: ViewTransform, point: Point): Point => ({
  x: point.x * scale + x,
  y: point.y * scale + y,
})

export const toPicture = ({ scale, x, y }: ViewTransform, point: Point): Point => ({
  x: (point.x - x) / scale,
  y: (point.y - y) / scale,
})

/** Scales by a factor so that what lies under a point of the screen stays there. */
export function zoomAbout(view: ViewTransform, point: Point, factor: number): ViewTransform {
  const scale = Math.min(maxScale, Math.max(minScale, view.scale * factor))
  const ratio = scale / view.scale
  return { scale, x: point.x - (point.x - view.x) * ratio, y: point.y - (point.y - view.y) * ratio }
}

/** The same about the middle of the viewport, to a given scale: "100 %". */
export const zoomTo = (view: ViewTransform, viewport: Size, scale: number): ViewTransform =>
  zoomAbout(view, { x: viewport.width / 2, y: viewport.height / 2 }, scale / view.scale)

/** Two fingers: what lay under `before` comes to lie under `after`, as far as moving and scaling can do that. */
export function pinch(
  view: ViewTransform,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
): ViewTransform {
  const spread = ([a, b]: readonly [Point, Point]) => Math.hypot(b.x - a.x, b.y - a.y)
  const middle = ([a, b]: readonly [Point, Point]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const [from, to] = [middle(before), middle(after)]
  const moved = { ...view, x: view.x + to.x - from.x, y: view.y + to.y - from.y }
  const apart = spread(before)
  return apart < 1 ? moved : zoomAbout(moved, to, spread(after) / apart)
}

/** The whole picture in the middle of the viewport, `margin` CSS pixels from its edges; small ones at most at `largest`. */
export function fitView(picture: Size, viewport: Size, margin = 32, largest = maxScale): ViewTransform {
  const room = (extent: number) => Math.max(1, extent - 2 * margin)
  const wanted = Math.min(room(viewport.width) / picture.width, room(viewport.height) / picture.height)
  const scale = Math.min(largest, maxScale, Math.max(minScale, wanted))
  return {
    scale,
    x: (viewport.width - picture.width * scale) / 2,
    y: (viewport.height - picture.height * scale) / 2,
  }
}

/** Moves the view no farther than so that a part of the picture stays in sight. */
export function clampView(view: ViewTransform, picture: Size, viewport: Size): ViewTransform {
  const clamp = (offset: number, extent: number, room: number) => {
    const seen = Math.min(kept, extent * view.scale)
    return Math.min(room - seen, Math.max(seen - extent * view.scale, offset))
  }
  return {
    ...view,
    x: clamp(view.x, picture.width, viewport.width),
    y: clamp(view.y, picture.height, viewport.height),
  }
}
