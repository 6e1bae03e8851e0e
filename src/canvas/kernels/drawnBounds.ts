import type { Region } from '../../shared/pixels'
import { emptyRegion, unionRegions } from './regions'
import { tileRegion, type TiledBitmap } from './tiledBitmap'

/**
 * The smallest region around every pixel of a picture that is not wholly transparent, or of a mask that is covered at all;
 * `emptyRegion` where nothing is drawn.
 */
export function drawnBounds(bitmap: TiledBitmap): Region {
  const { channels } = bitmap
  return bitmap.tiles.reduce((bounds: Region, tile, index) => {
    if (!tile) return bounds
    const { left, top, width, height } = tileRegion(bitmap, index)
    let [first, last, upper, lower] = [width, -1, height, -1]
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (tile[(y * width + x) * channels + channels - 1] === 0) continue
        if (x < first) first = x
        if (x > last) last = x
        if (y < upper) upper = y
        lower = y
      }
    if (last < 0) return bounds
    const drawn = { left: left + first, top: top + upper, width: last - first + 1, height: lower - upper + 1 }
    return unionRegions(bounds, drawn)
  }, emptyRegion)
}
