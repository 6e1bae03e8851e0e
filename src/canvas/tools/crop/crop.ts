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
    move({ x, y, shift, ctrl, alt }) {
      if (!dragging) return
      const { handle, from, box: start } = dragging
      const { cropAspect } = context.view.getState()
      const inside = handle === 'inside'
      const aspect =
        cropAspect ?? (shift ? (start.right - start.left) / (start.bottom - start.top) : undefined)
      const by = { x: x - from.x, y: y - from.y }
      const { x: dx, y: dy } = inside && shift ? alongOneAxis(by) : by
      const next = dragHandle(start, handle, dx, dy, { aspect, fromCentre: ctrl || alt, minSize })
      // A shape that is kept has no edge to spare, and neither has a box that is only moved.
      const within = inside || aspect !== undefined ? 0 : near()
      context.view.setState({ crop: snappedTo(next, start, canvasBox(), within) })
    },
    up: end,
    cancel() {
      if (dragging) context.view.setState({ crop: dragging.box })
      end()
    },
    drawOverlay: (canvas, placement) => drawCropBox(canvas, placement, box()),
  }
}

type Extent = readonly [from: number, to: number]

/**
 * Whole pixels, and the canvas's own edges and middle where an edge that was dragged is near them.
 * @param start before the drag: an edge that is where it was stays there
 */
export function snappedTo(box: Box, start: Box, canvas: Box, within: number): Box {
  const lines = snapLinesOf(canvas)
  const [left, right] = snappedExtent([box.left, box.right], [start.left, start.right], lines.x, within)
  const [top, bottom] = snappedExtent([box.top, box.bottom], [start.top, start.bottom], lines.y, within)
  return { left, right, top, bottom }
}

function snappedExtent([from, to]: Extent, start: Extent, lines: readonly number[], within: number): Extent {
  const shiftOf = (value: number) => (snapValue(value, lines, within) ?? value) - value
  const movedFrom = from !== start[0]
  const movedTo = to !== start[1]
  const byFrom = movedFrom ? shiftOf(from) : 0
  const byTo = movedTo ? shiftOf(to) : 0
  // Dragged from its middle, one edge snaps, and the other mirrors it.
  const mirrored = movedFrom && movedTo
  const outwards = -byFrom !== 0 && (byTo === 0 || Math.abs(byFrom) < Math.abs(byTo)) ? -byFrom : byTo
  const snapped: Extent = mirrored ? [from - outwards, to + outwards] : [from + byFrom, to + byTo]
  const [first, last] = [Math.round(snapped[0]), Math.round(snapped[1])]
  // Both on one line, or past each other: a box that is that thin stays where it is.
  if (last - first >= minSize) return [first, last]
  const begin = Math.round(from)
  return [begin, begin + Math.max(minSize, Math.round(to - from))]
}

function alongOneAxis({ x, y }: Point): Point {
  return Math.abs(x) >= Math.abs(y) ? { x, y: 0 } : { x: 0, y }
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
