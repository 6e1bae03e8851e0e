// A bitmap while a gesture changes it. Only tiles that the gesture touches are copied, on the first touch, so a stroke on a
// picture of any size costs what lies under the pen.
import type { Pixels, Region } from '../../shared/pixels'
import type { Mask } from './mask'
import { intersectRegions } from './regions'
import {
  copyOverlap,
  emptyBitmap,
  equalTiles,
  isZero,
  tileRegion,
  tilesUnder,
  windowOf,
  type BitmapWindow,
  type Tile,
  type TiledBitmap,
  type TiledMask,
  type TiledPixels,
  type TileWindow,
} from './tiledBitmap'

export interface BitmapDraft<B extends TiledBitmap> {
  /**
   * Calls `paint` with each tile under a region, to be written in place, in the picture's coordinates. It may write
   * outside of the region, within the tile.
   */
  readonly edit: (region: Region, paint: (tile: TileWindow) => void) => void
  /** The bitmap as it stands; later edits do not change what was given out. Tiles that are as before are shared again. */
  readonly bitmap: () => B
}

/** Begins to change a bitmap, which itself stays as it is. */
export function draftOf<B extends TiledBitmap>(before: B): BitmapDraft<B> {
  const tiles: Tile[] = [...before.tiles]
  /** Tiles of our own, which nobody else holds yet. */
  const writable = new Set<number>()

  function writableTile(index: number): Uint8Array<ArrayBuffer> {
    const tile = tiles[index]
    if (tile && writable.has(index)) return tile
    const { width, height } = tileRegion(before, index)
    const copy = tile ? tile.slice() : new Uint8Array(width * height * before.channels)
    tiles[index] = copy
    writable.add(index)
    return copy
  }

  return {
    edit(region, paint) {
      for (const index of tilesUnder(before, region))
        paint({ ...tileRegion(before, index), data: writableTile(index) })
    },
    bitmap() {
      for (const index of writable) {
        if (isZero(tiles[index])) tiles[index] = undefined
        if (equalTiles(tiles[index], before.tiles[index])) tiles[index] = before.tiles[index]
      }
      writable.clear()
      const same = tiles.every((tile, index) => tile === before.tiles[index])
      return same ? before : { ...before, tiles: [...tiles] }
    },
  }
}

/** The bitmap with the bytes of a window in place of what was there. */
export function withWindow<B extends TiledBitmap>(bitmap: B, window: BitmapWindow): B {
  const draft = draftOf(bitmap)
  draft.edit(window, (tile) => copyOverlap(window, tile, bitmap.channels))
  return draft.bitmap()
}

/** The bitmap with `patch` in place of what was at (left, top); parts outside are left out. Equal tiles stay shared. */
export const withPixels = (bitmap: TiledPixels, patch: Pixels, left = 0, top = 0): TiledPixels =>
  withWindow(bitmap, { left, top, ...patch })

/** As `withPixels`, for masks. */
export const withMask = (bitmap: TiledMask, patch: Mask, left = 0, top = 0): TiledMask =>
  withWindow(bitmap, { left, top, ...patch })

/** The bitmap cut or extended to a region of it, whose edges may lie outside; what is new there is zero. */
export function cropBitmap<B extends TiledBitmap>(bitmap: B, region: Region): B {
  const kept = intersectRegions(region, { left: 0, top: 0, width: bitmap.width, height: bitmap.height })
  const window = windowOf(bitmap, kept)
  const blank = { ...bitmap, ...emptyBitmap(region.width, region.height, bitmap.channels) }
  return withWindow(blank, { ...window, left: kept.left - region.left, top: kept.top - region.top })
}
