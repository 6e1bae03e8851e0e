// Chooses a new canvas: smaller to crop, larger to extend. The box waits in the view until it is applied.
import { dragHandle, edgeHandles, handleAt, handlePoint, type Handle } from '../../kernels/boxHandles'
import type { Point } from '../../kernels/fillPolygon'
import type { Box } from '../../kernels/shapes'
import { snapLinesOf, snapValue } from '../../kernels/snap'
import { toScreen, type ViewTransform } from '../../kernels/viewTransform'
import { drawGrip, gripReach } from '../grip'
import type { CreateTool } from '../tool'

/** CSS pixels within which an edge snaps to the canvas. */
const snapReach = 10

/** Of either side, in pixels: less cannot be edited. */
const minSize = 16

export const createCrop: CreateTool = (context) => {
  let dragging: { readonly handle: Handle; readonly from: Point; readonly box: Box } | undefined
  const canvasBox = (): Box => {
    const { width, height } = context.document.getState()
    return { left: 0, top: 0, right: width, bottom: height }
  }
  const box = () => context.view.getState().crop ?? canvasBox()
  const near = () => snapReach / context.view.getState().scale

  function end(): void {
    dragging = undefined
  }

  return {
    cursor: 'crosshair',
    down(pointer) {
      const { x, y } = pointer
      const handle = handleAt(box(), { x, y }, gripReach(pointer) / context.view.getState().scale)
      if (handle) dragging = { handle, from: { x, y }, box: box() }
    },
    move({ x, y, shift, ctrl }) {
      if (!dragging) return
      const { handle, from, box: start } = dragging
      const { cropAspect } = context.view.getState()
      const aspect =
        cropAspect ?? (shift ? (start.right - start.left) / (start.bottom - start.top) : undefined)
      const next = dragHandle(start, handle, x - from.x, y - from.y, {
        aspect,
        fromCentre: ctrl,
        minSize,
      })
      context.view.setState({
        crop: snappedTo(next, canvasBox(), handle === 'inside' || cropAspect !== undefined ? 0 : near()),
      })
    },
    up: end,
    cancel() {
      if (dragging) context.view.setState({ crop: dragging.box })
      end()
    },
    drawOverlay: (canvas, placement) => drawCropBox(canvas, placement, box()),
  }
}

/** Whole pixels, and the canvas's own edges and middle where they are near. */
export function snappedTo(box: Box, canvas: Box, within: number): Box {
  const lines = snapLinesOf(canvas)
  const snap = (value: number, edges: readonly number[]) =>
    Math.round(snapValue(value, edges, within) ?? value)
  const pair = (from: number, to: number, edges: readonly number[]): [number, number] => {
    const [snappedFrom, snappedTo] = [snap(from, edges), snap(to, edges)]
    // Both on one line: a box that is that thin stays where it is.
    if (snappedTo - snappedFrom >= minSize) return [snappedFrom, snappedTo]
    const start = Math.round(from)
    return [start, start + Math.max(minSize, Math.round(to - from))]
  }
  const [left, right] = pair(box.left, box.right, lines.x)
  const [top, bottom] = pair(box.top, box.bottom, lines.y)
  return { left, right, top, bottom }
}

function drawCropBox(context: CanvasRenderingContext2D, placement: ViewTransform, box: Box): void {
  const from = toScreen(placement, { x: box.left, y: box.top })
  const to = toScreen(placement, { x: box.right, y: box.bottom })
  const [width, height] = [to.x - from.x, to.y - from.y]
  const { width: viewWidth, height: viewHeight } = context.canvas
  context.fillStyle = 'rgb(0 0 0 / 0.45)'
  context.beginPath()
  context.rect(0, 0, viewWidth, viewHeight)
  context.rect(from.x, from.y, width, height)
  context.fill('evenodd')
  context.strokeStyle = 'white'
  context.lineWidth = 1
  context.strokeRect(from.x - 0.5, from.y - 0.5, width + 1, height + 1)
  context.strokeStyle = 'rgb(255 255 255 / 0.35)'
  context.beginPath()
  for (const third of [1 / 3, 2 / 3]) {
    context.moveTo(from.x + width * third, from.y)
    context.lineTo(from.x + width * third, to.y)
    context.moveTo(from.x, from.y + height * third)
    context.lineTo(to.x, from.y + height * third)
  }
  context.stroke()
  for (const handle of edgeHandles) drawGrip(context, toScreen(placement, handlePoint(box, handle)), 'square')
}
