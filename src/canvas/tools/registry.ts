// Every tool. A new one is a folder and a line here.
import type { ToolId } from '../../state/toolId'
import { createColourPicker } from './colour-picker/colourPicker'
import { createCrop } from './crop/crop'
import { createEraser } from './eraser/eraser'
import { createHand } from './hand/hand'
import { createMaskBrush } from './mask-brush/maskBrush'
import { createMaskLasso } from './mask-lasso/maskLasso'
import { createMaskShape } from './mask-shape/maskShape'
import { createMaskWand } from './mask-wand/maskWand'
import { createMoveLayer } from './move/moveLayer'
import { createSketchPen } from './sketch-pen/sketchPen'
import type { CreateTool } from './tool'

export const createTools: Readonly<Record<ToolId, CreateTool>> = {
  hand: createHand,
  move: createMoveLayer,
  crop: createCrop,
  'mask-brush': createMaskBrush('paint'),
  'mask-eraser': createEraser,
  'mask-rectangle': createMaskShape('rectangle'),
  'mask-ellipse': createMaskShape('ellipse'),
  'mask-lasso': createMaskLasso,
  'mask-wand': createMaskWand,
  'sketch-pen': createSketchPen,
  'colour-picker': createColourPicker,
}
