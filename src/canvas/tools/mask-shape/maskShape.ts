// Joins a rectangle or an ellipse to the mask. Idle, then dragging a box; Shift keeps it even, Ctrl grows it from its centre,
// Alt takes it away.
import { dragBox, ellipsePolygon, rectanglePolygon } from '../../kernels/shapes'
import type { Point } from '../../kernels/fillPolygon'
import { commitShape, joiningOf } from '../../shapeMask'
import { drawOutline } from '../outline'
import type { CreateTool, ToolPointer } from '../tool'

export const createMaskShape =
  (shape: 'rectangle' | 'ellipse'): CreateTool =>
  (context) => {
    let start: Point | undefined
    let outline: readonly Point[] = []

    function drag({ x, y, shift, ctrl }: ToolPointer): void {
      if (!start) return
      const box = dragBox(start, { x, y }, { square: shift, fromCentre: ctrl })
      outline = shape === 'rectangle' ? rectanglePolygon(snapped(box)) : ellipsePolygon(box)
      context.redraw()
    }

    function end(): void {
      start = undefined
      outline = []
      context.redraw()
    }

    return {
      cursor: 'crosshair',
      down({ x, y }) {
        start = { x, y }
      },
      move: drag,
      up(pointer) {
        drag(pointer)
        if (start && outline.length > 0)
          commitShape(context, outline, {
            rule: 'nonzero',
            operation: joiningOf(context, { alt: pointer.alt }),
            name: 'history.maskShape',
          })
        end()
      },
      cancel: end,
      drawOverlay(canvas, placement) {
        if (outline.length > 0) drawOutline(canvas, placement, outline, { closed: true })
      },
    }
  }

/** Whole pixels: a rectangle's edge is never half covered. */
const snapped = (box: ReturnType<typeof dragBox>) => ({
  left: Math.round(box.left),
  top: Math.round(box.top),
  right: Math.round(box.right),
  bottom: Math.round(box.bottom),
})
