// Moves, resizes and turns the active layer. Idle, then dragging one grip of its frame.
import type { LayerTransform } from '../../../state/view'
import { edgeHandles } from '../../kernels/boxHandles'
import type { Point } from '../../kernels/fillPolygon'
import {
  dragFrame,
  framePoint,
  framePolygon,
  gripAt,
  turnPoint,
  type Frame,
  type Grip,
} from '../../kernels/frame'
import { toScreen } from '../../kernels/viewTransform'
import { commitFrame, currentTransform, sourceTransform } from '../../layerTransform'
import { drawGrip, gripReach } from '../grip'
import { drawOutline } from '../outline'
import type { CreateTool, ToolPointer } from '../tool'

interface Dragging {
  readonly transform: LayerTransform
  readonly grip: Grip
  readonly from: Point
  frame: Frame
}

export const createMoveLayer: CreateTool = (context) => {
  let dragging: Dragging | undefined
  const scale = () => context.view.getState().scale

  function drag(pointer: ToolPointer): void {
    if (!dragging) return
    const { transform, grip, from } = dragging
    dragging.frame = dragFrame(transform.frame, grip, from, pointer, pointer)
    context.showInstead(transform.layer, context.bitmaps.get(transform.source.bitmap))
    context.showTransformed(transform.layer, sourceTransform(transform, dragging.frame))
  }

  function end(): Dragging | undefined {
    const ended = dragging
    if (ended) {
      context.showInstead(ended.transform.layer, undefined)
      context.showTransformed(ended.transform.layer, undefined)
    }
    dragging = undefined
    return ended
  }

  return {
    cursor: 'move',
    down(pointer) {
      const transform = currentTransform(context)
      if (!transform) return
      const { frame } = transform
      // A layer may be dragged from outside of its frame.
      const grip = gripAt(frame, pointer, scale(), gripReach(pointer) / scale()) ?? 'inside'
      dragging = { transform, grip, from: { x: pointer.x, y: pointer.y }, frame }
    },
    move: drag,
    up(pointer) {
      drag(pointer)
      const ended = end()
      if (ended) commitFrame(context, ended.transform, ended.frame)
    },
    cancel: end,
    drawOverlay(canvas, placement) {
      const frame = dragging?.frame ?? currentTransform(context)?.frame
      if (!frame) return
      drawOutline(canvas, placement, framePolygon(frame), { closed: true })
      for (const handle of edgeHandles)
        drawGrip(canvas, toScreen(placement, framePoint(frame, handle)), 'square')
      drawGrip(canvas, toScreen(placement, turnPoint(frame, placement.scale)), 'round')
    },
  }
}
