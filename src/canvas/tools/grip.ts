import type { Point } from '../kernels/fillPolygon'
import type { ToolPointer } from './tool'

/** CSS pixels. */
const side = 9

/** CSS pixels within which a handle catches. */
export const gripReach = ({ coarse }: Pick<ToolPointer, 'coarse'>): number => (coarse ? 24 : 10)

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
