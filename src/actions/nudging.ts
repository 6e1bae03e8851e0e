// Arrow keys: with the move tool they move the active layer, otherwise the view.
import type { Editor } from '../app/editor'
import { withMask } from '../canvas/kernels/bitmapDraft'
import { emptyBitmap, maskFromTiled } from '../canvas/kernels/tiledBitmap'
import { clampView } from '../canvas/kernels/viewTransform'
import { activeLayerOf, withLayer } from '../state/document'

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
function moveLayer({ document, bitmaps, history }: Editor, x: number, y: number): void {
  const state = document.getState()
  const layer = activeLayerOf(state)
  if (!layer) return
  const gesture = `nudge ${layer.id}`
  if (layer.kind !== 'mask')
    return history.commit(
      'history.moveLayer',
      withLayer(state, layer.id, { x: layer.x + x, y: layer.y + y }),
      gesture,
    )
  // A mask covers the canvas exactly, so its content moves.
  const mask = bitmaps.mask(layer.bitmap)
  const moved = withMask(emptyBitmap(mask.width, mask.height, 1), maskFromTiled(mask), x, y)
  history.commit('history.moveLayer', withLayer(state, layer.id, { bitmap: bitmaps.add(moved) }), gesture)
}

function moveView({ document, view }: Editor, x: number, y: number): void {
  const { scale, viewportWidth, viewportHeight, ...place } = view.getState()
  const next = { scale, x: place.x + x, y: place.y + y }
  view.setState(clampView(next, document.getState(), { width: viewportWidth, height: viewportHeight }))
}
