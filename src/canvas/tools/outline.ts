// Outlines of selections in progress.
import type { Point } from '../kernels/fillPolygon'
import { toScreen, type ViewTransform } from '../kernels/viewTransform'

/** Strokes a path in pixels of the picture as a dashed line that shows on any picture. */
export function drawOutline(
  context: CanvasRenderingContext2D,
  placement: ViewTransform,
  points: readonly Point[],
  { closed }: { readonly closed: boolean },
): void {
  context.beginPath()
  points.forEach((point, at) => {
    const { x, y } = toScreen(placement, point)
    if (at === 0) context.moveTo(x, y)
    else context.lineTo(x, y)
  })
  if (closed) context.closePath()
  context.lineWidth = 1
  context.strokeStyle = 'rgb(0 0 0 / 0.75)'
  context.stroke()
  context.setLineDash([4, 4])
  context.strokeStyle = 'white'
  context.stroke()
  context.setLineDash([])
}
