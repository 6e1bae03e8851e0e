// The pictures that go along with a recipe whose guides name layers.
import { composeLayer } from '../canvas/composePicture'
import { sameShape } from '../canvas/kernels/sameShape'
import { pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import { layersNamedBy } from '../engine/namedLayers'
import type { Pixels } from '../shared/pixels'
import type { Recipe } from '../shared/recipe'
import type { BitmapTable } from '../state/bitmapTable'
import type { DocumentState, Layer } from '../state/document'

/** The layers that a recipe's guides and add-ons name, by their ids; new pixels, which may be given away. */
export function guidePictures(
  recipe: Pick<Recipe, 'guides' | 'addOns'>,
  document: Pick<DocumentState, 'width' | 'height' | 'layers'>,
  bitmaps: BitmapTable,
): Record<string, Pixels> {
  const named = layersNamedBy(recipe)
  const layers = document.layers.filter(({ id }) => named.includes(id))
  return Object.fromEntries(layers.map((layer) => [layer.id, pictureOf(layer, document, bitmaps)]))
}

/**
 * As the canvas shows it. A picture from a file whose shape is not the canvas's lies nowhere on it: it goes as it is, and the
 * guide's own setting says how it is brought to shape.
 */
function pictureOf(
  layer: Layer,
  document: Pick<DocumentState, 'width' | 'height'>,
  bitmaps: BitmapTable,
): Pixels {
  const { forGuides, kind, bitmap } = layer
  if (forGuides && kind !== 'mask' && !sameShape(bitmaps.get(bitmap), document))
    return pixelsFromTiled(bitmaps.picture(bitmap))
  // A drawn hint is shown faintly to be traced; the guide sees it in full.
  return composeLayer(document, forGuides ? { ...layer, opacity: 1 } : layer, bitmaps)
}
