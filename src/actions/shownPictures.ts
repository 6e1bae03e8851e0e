// Pictures that guides showed in their last run, kept as layers or changed by hand.
import type { Editor } from '../engine/editor'
import { composeAffine, scaling, translation } from '../canvas/kernels/affine'
import { maskFromPixels } from '../canvas/kernels/mask'
import { pixelsFromTiled, tiledFromMask, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { transformPixels } from '../canvas/kernels/transformPixels'
import type { DrawnHint } from '../shared/hintKind'
import { emptyPixels, type Pixels } from '../shared/pixels'
import { withNewLayer, type Layer } from '../state/document'
import type { ShownPicture } from '../state/jobs'
import { changeTools } from '../state/settings'
import { hintDrawing, penFor } from './hintDrawing'

/** Puts it where it belongs on the canvas: as a hidden layer for guides, or as a mask of the edit. */
export function keepShown(editor: Editor, shown: ShownPicture, kind: 'image' | 'mask', name: string): void {
  addShown(editor, shown, {
    kind,
    name,
    visible: kind === 'mask',
    ...(kind === 'image' && { forGuides: true }),
  })
}

/**
 * A layer for guides that begins as what was shown, with its brush or pen in hand. @returns the layer's id
 * @param hint what the picture is; absent: a mask
 */
export function changeShown(
  editor: Editor,
  shown: ShownPicture,
  kind: 'sketch' | 'mask',
  name: string,
  hint?: DrawnHint,
): string {
  const drawing = hint && hintDrawing(hint.kind, hint.network, editor)
  const opacity = drawing?.opacity ?? 1
  const id = addShown(editor, shown, { kind, name, visible: true, forGuides: true, opacity })
  if (drawing) changeTools(editor.settings, penFor(drawing, editor.document.getState()))
  const tool = kind === 'mask' ? 'mask-brush' : 'sketch-pen'
  editor.view.setState({ tool, candidate: undefined, ...(kind === 'mask' && { showMasks: true }) })
  return id
}

function addShown(
  { document, bitmaps, history }: Pick<Editor, 'document' | 'bitmaps' | 'history'>,
  shown: ShownPicture,
  more: Pick<Layer, 'kind' | 'name' | 'visible' | 'forGuides'> & { readonly opacity?: number },
): string {
  const pixels = placed(pixelsFromTiled(bitmaps.picture(shown.bitmap)), shown)
  const tiled = more.kind === 'mask' ? tiledFromMask(maskFromPixels(pixels)) : tiledFromPixels(pixels)
  const layer: Layer = {
    id: crypto.randomUUID(),
    bitmap: bitmaps.add(tiled),
    opacity: 1,
    x: 0,
    y: 0,
    ...more,
  }
  history.commit('history.addLayer', withNewLayer(document.getState(), layer))
  return layer.id
}

/** At the canvas's size; outside of its region it is black. */
function placed(pixels: Pixels, { region, canvas }: ShownPicture): Pixels {
  const place = region ?? { left: 0, top: 0, ...canvas }
  const grow = scaling(place.width / pixels.width, place.height / pixels.height)
  const scaled = transformPixels(pixels, composeAffine(translation(place.left, place.top), grow), place)
  const whole = emptyPixels(canvas.width, canvas.height)
  for (let at = 3; at < whole.data.length; at += 4) whole.data[at] = 255
  for (let y = 0; y < place.height; y++)
    whole.data.set(
      scaled.data.subarray(y * place.width * 4, (y + 1) * place.width * 4),
      ((place.top + y) * canvas.width + place.left) * 4,
    )
  return whole
}
