// Draws in colour on a sketch layer, or erases from it with Alt. With Shift a line begins where the last one ended, and is straight;
// with Ctrl the colour under the pen is taken. While the pen is down its line is a path over the picture; lifted, it becomes pixels, as
// one step.
import { draftOf } from '../../kernels/bitmapDraft'
import type { PenPoint } from '../../kernels/brush'
import { rgbFromHex } from '../../kernels/colour'
import { fillPolygon, pointBounds, type Point } from '../../kernels/fillPolygon'
import { eraseColour, paintColour } from '../../kernels/paintColour'
import { defaultPen, penOutline, type Pen } from '../../kernels/penStroke'
import { pixelRegion } from '../../kernels/regions'
import type { TiledPixels } from '../../kernels/tiledBitmap'
import { toScreen } from '../../kernels/viewTransform'
import { sketchTarget } from '../../sketchTarget'
import { drawBrushCursor } from '../brushCursor'
import { createColourPicker } from '../colour-picker/colourPicker'
import { createLastEnd } from '../lastEnd'
import type { CreateTool, ToolContext, ToolPointer } from '../tool'

export const createSketchPen: CreateTool = (context) => {
  const picker = createColourPicker(context)
  let picking = false
  let points: PenPoint[] = []
  const lastEnd = createLastEnd(context.document)
  let erases = false
  let pen: Pen = defaultPen
  const tools = () => context.settings.getState().tools

  function add(pointer: ToolPointer): void {
    if (picking) picker.move(pointer)
    if (points.length === 0) return
    points.push(...pointer.path)
    context.redraw()
  }

  function end(): void {
    if (picking) picker.cancel()
    picking = false
    points = []
    context.redraw()
  }

  function finish(): void {
    if (points.length > 0) {
      commitLine(context, penOutline(points, pen, { finished: true }), tools().colour, erases)
      lastEnd.set(points.at(-1))
    }
    end()
  }

  return {
    cursor: 'none',
    down(pointer) {
      picking = pointer.ctrl
      if (picking) return picker.down(pointer)
      const from = pointer.shift ? lastEnd.get() : undefined
      points = from ? straight(from, pointer, tools().penSize) : [...pointer.path]
      erases = pointer.alt
      // A pen's own pressure is better than one guessed from the speed.
      const hasPressure = tools().pressure && pointer.pressure < 1
      pen = {
        ...defaultPen,
        size: tools().penSize,
        simulatePressure: tools().pressure && !hasPressure && !from,
      }
      context.redraw()
    },
    move: add,
    up(pointer) {
      add(pointer)
      finish()
    },
    cancel: end,
    drawOverlay(canvas, placement, hover) {
      if (points.length > 0) {
        canvas.beginPath()
        for (const point of penOutline(points, pen, { finished: false })) {
          const { x, y } = toScreen(placement, point)
          canvas.lineTo(x, y)
        }
        canvas.fillStyle = erases ? 'rgb(255 255 255 / 0.6)' : tools().colour
        canvas.fill()
      }
      if (hover) drawBrushCursor(canvas, placement, hover, tools().penSize / 2)
    },
  }
}

/** Points from one to another, as close as a hand's: an outline is thin where they are far apart. */
function straight(from: PenPoint, to: PenPoint, size: number): PenPoint[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / Math.max(2, size / 2)))
  const between = (one: number, other: number, at: number) => one + ((other - one) * at) / steps
  return Array.from({ length: steps + 1 }, (_, at) => ({
    x: between(from.x, to.x, at),
    y: between(from.y, to.y, at),
    pressure: between(from.pressure, to.pressure, at),
  }))
}

function commitLine(context: ToolContext, outline: readonly Point[], colour: string, erases: boolean): void {
  const { drawing, x, y, documentWith } = sketchTarget(context)
  const placed = outline.map((point) => ({ x: point.x - x, y: point.y - y }))
  const after = withLine(drawing, placed, colour, erases)
  if (after === drawing) return
  context.history.commit(erases ? 'history.sketchErase' : 'history.sketch', documentWith(after))
}

/** The bitmap with an outline filled with a colour, or erased. */
function withLine(
  bitmap: TiledPixels,
  outline: readonly Point[],
  colour: string,
  erases: boolean,
): TiledPixels {
  const draft = draftOf(bitmap)
  draft.edit(pixelRegion(pointBounds(outline), bitmap), (tile) => {
    const { left, top, width, height } = tile
    const line = { left, top, width, height, data: new Uint8Array(width * height) }
    fillPolygon(line, outline, 'nonzero')
    if (erases) eraseColour(tile, line)
    else paintColour(tile, line, rgbFromHex(colour) ?? { r: 0, g: 0, b: 0 })
  })
  return draft.bitmap()
}
