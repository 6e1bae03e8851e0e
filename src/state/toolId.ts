/** Which tool is at work; `src/canvas/tools` has them. */
export type ToolId =
  | 'hand'
  | 'move'
  | 'crop'
  | 'mask-brush'
  | 'mask-eraser'
  | 'mask-rectangle'
  | 'mask-ellipse'
  | 'mask-lasso'
  | 'mask-wand'
  | 'sketch-pen'
  | 'colour-picker'
