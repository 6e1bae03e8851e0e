// What is done with the part of the picture that the mask covers: a layer of its own, the clipboard, gone, or filled.
import type { Editor } from '../engine/editor'
import { composeMask } from '../canvas/composePicture'
import { draftOf } from '../canvas/kernels/bitmapDraft'
import { rgbFromHex } from '../canvas/kernels/colour'
import { fullMask, wholeMask, type Mask } from '../canvas/kernels/mask'
import { maskBounds } from '../canvas/kernels/maskBounds'
import { eraseColour, paintColour } from '../canvas/kernels/paintColour'
import { emptyBitmap, tiledFromPixels, type TiledPixels } from '../canvas/kernels/tiledBitmap'
import { sketchTarget } from '../canvas/sketchTarget'
import { showsOtherWorld } from '../engine/smallWorld'
import type { BitmapTable } from '../state/bitmapTable'
import {
  isPicture,
  limitsEdit,
  withLayer,
  withNewLayer,
  type DocumentState,
  type Layer,
} from '../state/document'
import { copyToClipboard } from './exporting'
import { activePicture, maskedPart } from './maskedPart'

/** Puts what the mask covers on a layer of its own, in its place. The mask has done its work then, and covers nothing any more. */
export function maskedToLayer(editor: Editor): void {
  const { document, bitmaps, history, view, t } = editor
  const part = maskedPart(editor)
  if (!part) return
  const state = document.getState()
  const from = activePicture(state)
  const named = from ? from.name || t(`layers.${from.kind}`) : state.name || t('layers.image')
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind: 'image',
    name: t('layers.part', { name: named }),
    bitmap: bitmaps.add(tiledFromPixels(part.pixels)),
    visible: true,
    opacity: 1,
    x: part.place.left,
    y: part.place.top,
    ...(!showsOtherWorld(state) && { bundled: true as const }),
  }
  const below = from ?? state.layers.findLast(isPicture)
  history.commit('action.maskedToLayer', withNewLayer(withMasksEmptied(bitmaps, state), layer, below?.id))
  view.setState({ tool: 'move', crop: undefined, transform: undefined })
}

/** Makes transparent what the mask covers of the active picture, else of the topmost one that is seen. */
export function eraseMasked({ document, bitmaps, history }: Editor): void {
  const state = document.getState()
  const mask = composeMask(state, bitmaps)
  const layer = activePicture(state) ?? state.layers.findLast((each) => isPicture(each) && each.visible)
  if (!mask || !layer) return
  const before = bitmaps.picture(layer.bitmap)
  const after = changedUnder(before, mask, layer, eraseColour)
  if (after !== before)
    history.commit('action.eraseMasked', withLayer(state, layer.id, { bitmap: bitmaps.add(after) }))
}

/** To the clipboard, and away. */
export async function cutMasked(editor: Editor): Promise<void> {
  if (await copyToClipboard(editor)) eraseMasked(editor)
}

/** Fills what the mask covers, or everything, with the pen's colour, on the sketch that the pen would draw on. */
export function fillWithColour(editor: Editor): void {
  const { document, bitmaps, history, settings } = editor
  const { drawing, x, y, documentWith } = sketchTarget(editor)
  const state = document.getState()
  const mask = composeMask(state, bitmaps) ?? fullMask(state.width, state.height)
  const colour = rgbFromHex(settings.getState().tools.colour) ?? { r: 0, g: 0, b: 0 }
  const after = changedUnder(drawing, mask, { x, y }, (tile, under) => paintColour(tile, under, colour))
  if (after !== drawing) history.commit('action.fill', documentWith(after))
}

type Change = (tile: Parameters<typeof eraseColour>[0], under: Parameters<typeof eraseColour>[1]) => void

/** The bitmap of a layer at (x, y), changed where the canvas's mask covers it. */
function changedUnder(
  bitmap: TiledPixels,
  mask: Mask,
  { x, y }: Pick<Layer, 'x' | 'y'>,
  change: Change,
): TiledPixels {
  const draft = draftOf(bitmap)
  const placed = { ...wholeMask(mask), left: -x, top: -y }
  const { left, top, width, height } = maskBounds(mask)
  draft.edit({ left: left - x, top: top - y, width, height }, (tile) => change(tile, placed))
  return draft.bitmap()
}

function withMasksEmptied(bitmaps: BitmapTable, state: DocumentState): DocumentState {
  const layers = state.layers.map((layer) => {
    if (!limitsEdit(layer) || !layer.visible) return layer
    const { width, height } = bitmaps.get(layer.bitmap)
    return { ...layer, bitmap: bitmaps.add(emptyBitmap(width, height, 1)) }
  })
  return { ...state, layers }
}
