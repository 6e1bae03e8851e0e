// Erases what is being worked on: the active sketch, else the mask. With Alt it paints the mask.
import { activeLayerOf } from '../../../state/document'
import { createMaskBrush } from '../mask-brush/maskBrush'
import type { CreateTool } from '../tool'
import { createSketchEraser } from './sketchEraser'

export const createEraser: CreateTool = (context) => {
  const ofMask = createMaskBrush('erase')(context)
  const ofSketch = createSketchEraser(context)
  let inHand = ofMask
  return {
    ...ofMask,
    down(pointer) {
      const layer = activeLayerOf(context.document.getState())
      inHand = layer?.kind === 'sketch' && layer.visible && !pointer.alt ? ofSketch : ofMask
      inHand.down(pointer)
    },
    move: (pointer) => inHand.move(pointer),
    up: (pointer) => inHand.up(pointer),
    cancel: () => inHand.cancel(),
  }
}
