// The active layer's place, size and angle in numbers.
import type { Editor } from '../engine/editor'
import { commitFrame, currentTransform } from '../canvas/layerTransform'
import { frameCorner, movedFrame, resizedFrame } from '../canvas/kernels/frame'

/** Pixels of the canvas, and degrees clockwise; x and y are the upper left corner's. */
export interface FrameNumbers {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly angle: number
}

/** Undefined where there is nothing to take hold of. */
export function frameNumbers(editor: Editor): FrameNumbers | undefined {
  const frame = currentTransform(editor)?.frame
  if (!frame) return undefined
  const { width, height, angle } = frame
  return { ...frameCorner(frame), width, height, angle: (angle * 180) / Math.PI }
}

/** Moves, resizes or turns the active layer to what was typed; the upper left corner keeps its place otherwise. */
export function changeFrame(editor: Editor, change: Partial<FrameNumbers>): void {
  const transform = currentTransform(editor)
  if (!transform) return
  const { x, y, angle, ...size } = change
  const resized = resizedFrame(transform.frame, {
    ...size,
    ...(angle !== undefined && { angle: (angle * Math.PI) / 180 }),
  })
  const corner = frameCorner(resized)
  const moved = movedFrame(resized, (x ?? corner.x) - corner.x, (y ?? corner.y) - corner.y)
  commitFrame(editor, transform, moved)
}
