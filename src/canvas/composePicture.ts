// The picture that the document shows: what is edited, exported and copied.
import { emptyPixels, type Pixels, type Region } from '../shared/pixels'
import type { BitmapTable } from '../state/bitmapTable'
import { isPicture, limitsEdit, type DocumentState, type Layer } from '../state/document'
import { blendOver } from './kernels/blend'
import { combineMasks } from './kernels/combineMasks'
import { withMask } from './kernels/bitmapDraft'
import { emptyBitmap, maskFromTiled, pixelsFromTiled } from './kernels/tiledBitmap'
import { pixelsFromMask, type Mask } from './kernels/mask'

/**
 * Every visible layer except masks and what only guides see, from the bottom to the top. Where a layer is opaque its bytes are taken as they are, so
 * that a picture of one layer comes out bit for bit.
 */
export function composePicture(
  { width, height, layers }: Pick<DocumentState, 'width' | 'height' | 'layers'>,
  bitmaps: BitmapTable,
): Pixels {
  const picture = emptyPixels(width, height)
  for (const layer of layers)
    if (isPicture(layer) && layer.visible && layer.opacity > 0) addLayer(picture, layer, bitmaps)
  return picture
}

function addLayer(picture: Pixels, layer: Layer, bitmaps: BitmapTable): void {
  // In the layer's coordinates, so that a layer that was moved is read where the canvas shows it.
  const region: Region = { left: -layer.x, top: -layer.y, width: picture.width, height: picture.height }
  const { data } = pixelsFromTiled(bitmaps.picture(layer.bitmap), region)
  blendOver(picture.data, data, layer.opacity, layer.blend)
}

/** One layer as the canvas shows it, at the canvas's size, hidden or not; a mask in white with its coverage as alpha. */
export function composeLayer(
  { width, height }: Pick<DocumentState, 'width' | 'height'>,
  layer: Layer,
  bitmaps: BitmapTable,
): Pixels {
  if (layer.kind === 'mask') return pixelsFromMask(placedMask({ width, height }, layer, bitmaps))
  const picture = emptyPixels(width, height)
  addLayer(picture, layer, bitmaps)
  return picture
}

/** The union of the edit's visible masks at the canvas's size; undefined where none of them covers anything. */
export function composeMask(
  { width, height, layers }: Pick<DocumentState, 'width' | 'height' | 'layers'>,
  bitmaps: BitmapTable,
): Mask | undefined {
  let union: Mask | undefined
  for (const layer of layers) {
    if (!limitsEdit(layer) || !layer.visible || !coversAnything(layer, bitmaps)) continue
    const placed = placedMask({ width, height }, layer, bitmaps)
    union = union ? combineMasks(union, placed, 'union') : placed
  }
  return union
}

function placedMask(
  { width, height }: Pick<DocumentState, 'width' | 'height'>,
  { bitmap, x, y }: Layer,
  bitmaps: BitmapTable,
): Mask {
  const own = maskFromTiled(bitmaps.mask(bitmap))
  if (x === 0 && y === 0 && own.width === width && own.height === height) return own
  return maskFromTiled(withMask(emptyBitmap(width, height, 1), own, x, y))
}

/** Whether an edit would be restricted to a part of the picture. */
export const hasMask = ({ layers }: Pick<DocumentState, 'layers'>, bitmaps: BitmapTable): boolean =>
  layers.some((layer) => limitsEdit(layer) && layer.visible && coversAnything(layer, bitmaps))

/** Whether anything was painted on a layer. */
export const coversAnything = (layer: Layer, bitmaps: BitmapTable): boolean =>
  bitmaps.get(layer.bitmap).tiles.some((tile) => tile !== undefined)
