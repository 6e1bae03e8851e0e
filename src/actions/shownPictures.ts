// Pictures that guides showed in their last run, kept as layers.
import type { Editor } from '../engine/editor'
import { composeAffine, scaling, translation } from '../canvas/kernels/affine'
import { maskFromPixels } from '../canvas/kernels/mask'
import { pixelsFromTiled, tiledFromMask, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { transformPixels } from '../canvas/kernels/transformPixels'
import { emptyPixels, type Pixels } from '../shared/pixels'
import { withNewLayer, type Layer } from '../state/document'
import type { ShownPicture } from '../state/jobs'

/** Puts it where it belongs on the canvas: as a hidden layer for guides, or as a mask of the edit. */
export function keepShown(editor: Editor, shown: ShownPicture, kind: 'image' | 'mask', name: string): void {
  const { document, bitmaps, history } = editor
  const pixels = placed(pixelsFromTiled(bitmaps.picture(shown.bitmap)), shown)
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind,
    name,
    bitmap: bitmaps.add(kind === 'mask' ? tiledFromMask(maskFromPixels(pixels)) : tiledFromPixels(pixels)),
    visible: kind === 'mask',
    opacity: 1,
    x: 0,
    y: 0,
    ...(kind === 'image' && { forGuides: true as const }),
  }
  history.commit('history.addLayer', withNewLayer(document.getState(), layer))
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
