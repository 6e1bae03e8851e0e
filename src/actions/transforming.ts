// The active layer's place, size and angle in numbers.
import type { Editor } from '../engine/editor'
import { commitFrame, currentTransform, drawnSize, isTooLarge } from '../canvas/layerTransform'
import { PalimpsestError } from '../shared/errors'
import { messages } from '../shared/messages'
import { maxPixels } from '../shared/pictureLimits'
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
  const { x, y, angle, ...sides } = change
  const resized = resizedFrame(transform.frame, {
    ...sides,
    ...(angle !== undefined && { angle: (angle * Math.PI) / 180 }),
  })
  const corner = frameCorner(resized)
  const moved = movedFrame(resized, (x ?? corner.x) - corner.x, (y ?? corner.y) - corner.y)
  const size = drawnSize(editor, transform, moved)
  if (isTooLarge(size))
    editor.fail(
      new PalimpsestError(messages.tooLarge({ ...size, what: messages.layer(), most: maxPixels / 1e6 })),
    )
  else commitFrame(editor, transform, moved)
}
