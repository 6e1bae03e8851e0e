import type { Point } from '../kernels/fillPolygon'
import { toScreen, type ViewTransform } from '../kernels/viewTransform'

/** A circle of the brush's true size: light inside dark, so that it shows on any picture. `radius` in pixels of the picture. */
export function drawBrushCursor(
  context: CanvasRenderingContext2D,
  placement: ViewTransform,
  hover: Point,
  radius: number,
): void {
  const { x, y } = toScreen(placement, hover)
  const shown = Math.max(radius * placement.scale, 1.5)
  context.lineWidth = 1
  for (const [offset, colour] of [
    [0.5, 'rgb(0 0 0 / 0.7)'],
    [-0.5, 'rgb(255 255 255 / 0.9)'],
  ] as const) {
    context.strokeStyle = colour
    context.beginPath()
    context.arc(x, y, Math.max(shown + offset, 0.5), 0, Math.PI * 2)
    context.stroke()
  }
  if (shown < 4) return
  // The middle, for precise placing with a large brush.
  context.fillStyle = 'rgb(255 255 255 / 0.9)'
  context.fillRect(x - 0.5, y - 0.5, 1, 1)
}
