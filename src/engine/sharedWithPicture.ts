import type { EngineContext } from './engineContext'
import { sharingTiles, type TiledPixels } from '../canvas/kernels/tiledBitmap'

/** An edit of a part leaves the rest as it is: what is equal to the picture's own tiles costs no memory of its own. */
export function sharedWithPicture(
  pixels: TiledPixels,
  { document, bitmaps }: Pick<EngineContext, 'document' | 'bitmaps'>,
): TiledPixels {
  const picture = document.getState().layers.find(({ kind }) => kind !== 'mask')
  return picture ? sharingTiles(pixels, bitmaps.picture(picture.bitmap)) : pixels
}
