// The document as a layered PSD, for other image editors. ag-psd is loaded when it is asked for.
import type { BlendMode as PsdBlendMode, Layer as PsdLayer } from 'ag-psd'
import {
  maskFromTiled,
  pixelsFromTiled,
  type TiledBitmap,
  type TiledMask,
  type TiledPixels,
} from '../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../shared/errors'
import { readPart } from '../shared/readPart'
import { emptyPixels, type Pixels } from '../shared/pixels'
import type { BitmapId } from '../state/bitmapTable'
import type { DocumentState, Layer } from '../state/document'
import { messages } from './messages'

/** The format's own limit; PSB, which goes beyond it, few programs read. */
const longestSide = 30_000

/**
 * Every layer at its place, with its name, opacity, blend mode and visibility. Masks become hidden white layers whose alpha is the coverage.
 * @param composite the picture as it is shown, for programs that do not read layers
 * @throws PalimpsestError('image') when the document is too large for the format.
 */
export async function exportPsd(
  { width, height, layers }: DocumentState,
  bitmapOf: (id: BitmapId) => TiledBitmap,
  composite: Pixels,
): Promise<Blob> {
  if (Math.max(width, height) > longestSide)
    throw new PalimpsestError(messages.psdTooLarge({ most: longestSide, width, height }))
  const { writePsdUint8Array } = await readPart(() => import('ag-psd'))
  const children = layers.map((layer) => psdLayer(layer, bitmapOf(layer.bitmap)))
  const psd = { width, height, children, imageData: composite }
  return new Blob([writePsdUint8Array(psd, { noBackground: true }) as Uint8Array<ArrayBuffer>], {
    type: 'image/vnd.adobe.photoshop',
  })
}

function psdLayer({ name, kind, opacity, blend, visible, x, y }: Layer, bitmap: TiledBitmap): PsdLayer {
  return {
    name: name || kind,
    left: Math.round(x),
    top: Math.round(y),
    opacity,
    hidden: kind === 'mask' || !visible,
    // The same modes, written with a blank.
    blendMode: (blend?.replace('-', ' ') ?? 'normal') as PsdBlendMode,
    imageData:
      bitmap.channels === 1
        ? whiteThrough(maskFromTiled(bitmap as TiledMask))
        : pixelsFromTiled(bitmap as TiledPixels),
  }
}

function whiteThrough(mask: { width: number; height: number; data: Uint8Array }): Pixels {
  const pixels = emptyPixels(mask.width, mask.height)
  pixels.data.fill(255)
  for (let at = 0; at < mask.data.length; at++) pixels.data[at * 4 + 3] = mask.data[at] as number
  return pixels
}
