// Joins a freely drawn outline to the mask; Alt takes it away, Shift+Alt keeps what lies in both.
import { commitShape, joiningOf } from '../../shapeMask'
import type { Point } from '../../kernels/fillPolygon'
import { drawOutline } from '../outline'
import type { CreateTool } from '../tool'

export const createMaskLasso: CreateTool = (context) => {
  let points: Point[] = []

  function end(): void {
    points = []
    context.redraw()
  }

  return {
    cursor: 'crosshair',
    down({ x, y }) {
      points = [{ x, y }]
    },
    move({ path }) {
      if (points.length === 0) return
      points.push(...path.map(({ x, y }) => ({ x, y })))
      context.redraw()
    },
    up(pointer) {
      if (points.length > 2)
        commitShape(context, points, {
          rule: 'nonzero',
          operation: joiningOf(context, pointer),
          name: 'history.maskLasso',
        })
      end()
    },
    cancel: end,
    drawOverlay(canvas, placement) {
      if (points.length > 1) drawOutline(canvas, placement, points, { closed: false })
    },
  }
}
