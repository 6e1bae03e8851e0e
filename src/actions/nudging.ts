// Arrow keys: with the move tool they move the active layer, otherwise the view.
import type { Editor } from '../engine/editor'
import { movedFrame } from '../canvas/kernels/frame'
import { clampView } from '../canvas/kernels/viewTransform'
import { commitFrame, currentTransform } from '../canvas/layerTransform'

/** CSS pixels that the view moves by. */
const viewStep = 64

interface Direction {
  readonly x: -1 | 0 | 1
  readonly y: -1 | 0 | 1
}

/** @param pixels how far a layer moves, in pixels of the picture */
export function nudge(editor: Editor, { x, y }: Direction, pixels: number): void {
  if (editor.view.getState().tool === 'move') moveLayer(editor, x * pixels, y * pixels)
  else moveView(editor, -x * viewStep, -y * viewStep)
}

/** Nudges one after the other are one step of the history. */
function moveLayer(editor: Editor, x: number, y: number): void {
  const transform = currentTransform(editor)
  if (transform) commitFrame(editor, transform, movedFrame(transform.frame, x, y), `nudge ${transform.layer}`)
}

function moveView({ document, view }: Editor, x: number, y: number): void {
  const { scale, viewportWidth, viewportHeight, ...place } = view.getState()
  const next = { scale, x: place.x + x, y: place.y + y }
  view.setState(clampView(next, document.getState(), { width: viewportWidth, height: viewportHeight }))
}
