import type { Point } from '../kernels/fillPolygon'

/** CSS pixels. */
const side = 9

/** A handle to be dragged, at a point of the viewport. */
export function drawGrip(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  shape: 'square' | 'round',
): void {
  context.beginPath()
  if (shape === 'square') context.rect(x - side / 2, y - side / 2, side, side)
  else context.arc(x, y, side / 2 + 1, 0, Math.PI * 2)
  context.fillStyle = 'white'
  context.fill()
  context.lineWidth = 1
  context.strokeStyle = 'rgb(0 0 0 / 0.6)'
  context.stroke()
}
