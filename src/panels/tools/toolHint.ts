import type { ToolId } from '../../state/toolId'
import type { TextKey } from '../../strings/text'

const hints: Readonly<Partial<Record<ToolId, TextKey>>> = {
  hand: 'option.hintHand',
  move: 'option.hintMove',
  crop: 'option.hintCrop',
  'mask-brush': 'option.hintBrush',
  'mask-eraser': 'option.hintEraser',
  'mask-rectangle': 'option.hintShape',
  'mask-ellipse': 'option.hintShape',
  'mask-lasso': 'option.hintLasso',
  'mask-wand': 'option.hintWand',
  'sketch-pen': 'option.hintPen',
}

/** What keys do with a tool while it is used. */
export const toolHint = (tool: ToolId, byThing: boolean): TextKey | undefined =>
  tool === 'mask-wand' && byThing ? 'option.hintLasso' : hints[tool]
