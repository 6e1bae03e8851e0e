// Moves the active layer.
import { activeLayerOf, withLayer } from '../../../state/document'
import type { Point } from '../../kernels/fillPolygon'
import type { CreateTool, ToolPointer } from '../tool'

interface Dragging {
  readonly layer: string
  readonly from: Point
  readonly origin: Point
}

export const createMoveLayer: CreateTool = (context) => {
  let dragging: Dragging | undefined

  /** Whole pixels: a layer that is only moved keeps its bytes. Shift keeps to one axis. */
  function placeFor({ from, origin }: Dragging, { x, y, shift }: ToolPointer): Point {
    const by = { x: Math.round(x - from.x), y: Math.round(y - from.y) }
    if (shift && Math.abs(by.x) < Math.abs(by.y)) by.x = 0
    else if (shift) by.y = 0
    return { x: origin.x + by.x, y: origin.y + by.y }
  }

  function end(): void {
    if (dragging) context.showAt(dragging.layer, undefined)
    dragging = undefined
  }

  return {
    cursor: 'move',
    down({ x, y }) {
      const layer = activeLayerOf(context.document.getState())
      if (layer) dragging = { layer: layer.id, from: { x, y }, origin: { x: layer.x, y: layer.y } }
    },
    move(pointer) {
      if (dragging) context.showAt(dragging.layer, placeFor(dragging, pointer))
    },
    up(pointer) {
      if (!dragging) return
      const [{ layer, origin }, place] = [dragging, placeFor(dragging, pointer)]
      end()
      if (place.x !== origin.x || place.y !== origin.y)
        context.history.commit('history.moveLayer', withLayer(context.document.getState(), layer, place))
    },
    cancel: end,
  }
}
