// Changes of the whole mask.
import type { Editor } from '../engine/editor'
import { coversAnything } from '../canvas/composePicture'
import { featherMask } from '../canvas/kernels/featherMask'
import { growMask } from '../canvas/kernels/growMask'
import { fullMask, invertMask } from '../canvas/kernels/mask'
import { emptyBitmap } from '../canvas/kernels/tiledBitmap'
import { ellipsePolygon, rectanglePolygon } from '../canvas/kernels/shapes'
import { changeMask, commandJoining, commitShape } from '../canvas/shapeMask'
import type { Region } from '../shared/pixels'
import { activeLayerOf, limitsEdit, withLayer } from '../state/document'

export const invertSelection = (editor: Editor): void => changeMask(editor, 'history.maskInvert', invertMask)

export const selectAll = (editor: Editor): void =>
  changeMask(editor, 'history.maskAll', ({ width, height }) => fullMask(width, height))

export type ShapeKind = 'rectangle' | 'ellipse'

/** Joins a shape to the mask, as its tool does. */
export function maskShape(editor: Editor, shape: ShapeKind, { left, top, width, height }: Region): void {
  const box = { left, top, right: left + width, bottom: top + height }
  const outline = shape === 'rectangle' ? rectanglePolygon(box) : ellipsePolygon(box)
  commitShape(editor, outline, {
    rule: 'nonzero',
    operation: commandJoining(editor),
    name: 'history.maskShape',
  })
}

/** Grows the mask by the pixels in the tool settings, or shrinks it. */
export function growSelection(editor: Editor, direction: 1 | -1): void {
  const { growPixels } = editor.settings.getState().tools
  changeMask(editor, direction === 1 ? 'history.maskGrow' : 'history.maskShrink', (mask) =>
    growMask(mask, growPixels * direction),
  )
}

export function featherSelection(editor: Editor): void {
  const { growPixels } = editor.settings.getState().tools
  changeMask(editor, 'history.maskFeather', (mask) => featherMask(mask, growPixels))
}

/** The mask of a guide that is being painted, or else every mask of the edit, covers nothing afterwards; hidden ones too, so that "clear" means clear. */
export function clearSelection({ document, bitmaps, history }: Editor): void {
  const state = document.getState()
  const painted = activeLayerOf(state)
  const cleared = painted?.forGuides ? [painted] : state.layers.filter(limitsEdit)
  const masks = cleared.filter((layer) => coversAnything(layer, bitmaps))
  if (masks.length === 0) return
  const next = masks.reduce((state, { id, bitmap }) => {
    const { width, height } = bitmaps.get(bitmap)
    return withLayer(state, id, { bitmap: bitmaps.add(emptyBitmap(width, height, 1)) })
  }, state)
  history.commit('history.maskClear', next)
}
