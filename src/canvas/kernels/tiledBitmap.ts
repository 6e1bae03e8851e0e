// Immutable bitmaps made of tiles. A changed bitmap shares every tile that did not change with the one before it, so that
// a history of strokes costs the tiles under the strokes, and "is it the same?" is mostly a comparison of references.
import type { Pixels, Region } from '../../shared/pixels'
import type { Mask } from './mask'
import { emptyRegion, intersectRegions, unionRegions } from './regions'

/** Pixels along a whole tile's side. Tiles at the right and lower edge are smaller. */
export const tileSide = 256

/** Bytes a pixel: 1 for masks, 4 for RGBA, alpha not premultiplied. */
type Channels = 1 | 4

/** The bytes of one tile, row by row; absent where all of them are 0. Never written to once it is in a bitmap. */
export type Tile = Uint8Array<ArrayBuffer> | undefined

export interface TiledBitmap<C extends Channels = Channels> {
  readonly width: number
  readonly height: number
  readonly channels: C
  /** Row by row. */
  readonly tiles: readonly Tile[]
}
export type TiledMask = TiledBitmap<1>
export type TiledPixels = TiledBitmap<4>

/** Bytes at a place in a picture. */
export interface BitmapWindow extends Region {
  /** width x height x channels bytes. */
  readonly data: Uint8Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>
}

/** One tile of a draft, at its place in the picture. */
export interface TileWindow extends Region {
  readonly data: Uint8Array<ArrayBuffer>
}

/** A bitmap of zeros: a transparent picture, or a mask that covers nothing. */
export function emptyBitmap<C extends Channels>(width: number, height: number, channels: C): TiledBitmap<C> {
  const count = Math.ceil(width / tileSide) * Math.ceil(height / tileSide)
  return { width, height, channels, tiles: Array.from({ length: count }, () => undefined) }
}

/** Where a tile lies in its bitmap. */
export function tileRegion({ width, height }: TiledBitmap, index: number): Region {
  const columns = Math.ceil(width / tileSide)
  const left = (index % columns) * tileSide
  const top = Math.floor(index / columns) * tileSide
  return { left, top, width: Math.min(tileSide, width - left), height: Math.min(tileSide, height - top) }
}

/** The indices of the tiles that a region touches. */
export function tilesUnder(bitmap: TiledBitmap, region: Region): number[] {
  const { left, top, width, height } = intersectRegions(region, { left: 0, top: 0, ...sizeOf(bitmap) })
  if (width === 0) return []
  const columns = Math.ceil(bitmap.width / tileSide)
  const indices: number[] = []
  for (let row = Math.floor(top / tileSide); row * tileSide < top + height; row++)
    for (let column = Math.floor(left / tileSide); column * tileSide < left + width; column++)
      indices.push(row * columns + column)
  return indices
}

/** Copies what two windows of one picture share from the first to the second. */
export function copyOverlap(from: BitmapWindow, to: BitmapWindow, channels: Channels): void {
  const { left, top, width, height } = intersectRegions(from, to)
  for (let y = top; y < top + height; y++) {
    const source = ((y - from.top) * from.width + left - from.left) * channels
    const target = ((y - to.top) * to.width + left - to.left) * channels
    to.data.set(from.data.subarray(source, source + width * channels), target)
  }
}

/** Whether two tiles hold the same bytes. */
export function equalTiles(a: Tile, b: Tile): boolean {
  if (a === b) return true
  if (!a || !b) return isZero(a ?? b)
  if (a.length !== b.length) return false
  const [x, y] = [wordsOf(a), wordsOf(b)]
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false
  for (let i = x.length * 4; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Whether a tile could be absent. */
export function isZero(tile: Tile): boolean {
  if (!tile) return true
  const words = wordsOf(tile)
  for (let i = 0; i < words.length; i++) if (words[i] !== 0) return false
  for (let i = words.length * 4; i < tile.length; i++) if (tile[i] !== 0) return false
  return true
}

const wordsOf = (tile: Uint8Array<ArrayBuffer>) =>
  new Uint32Array(tile.buffer, tile.byteOffset, tile.length >> 2)
const sizeOf = ({ width, height }: TiledBitmap) => ({ width, height })

function cut<C extends Channels>(source: BitmapWindow, channels: C): TiledBitmap<C> {
  const blank = emptyBitmap(source.width, source.height, channels)
  const tiles = blank.tiles.map((_, index) => {
    const region = tileRegion(blank, index)
    const tile = { ...region, data: new Uint8Array(region.width * region.height * channels) }
    copyOverlap(source, tile, channels)
    return isZero(tile.data) ? undefined : tile.data
  })
  return { ...blank, tiles }
}

export const tiledFromPixels = (pixels: Pixels): TiledPixels => cut({ left: 0, top: 0, ...pixels }, 4)
export const tiledFromMask = (mask: Mask): TiledMask => cut({ left: 0, top: 0, ...mask }, 1)

/** The bytes of a bitmap inside a region; what lies outside the bitmap is 0. */
export function windowOf(bitmap: TiledBitmap, { left, top, width, height }: Region): TileWindow {
  const window = { left, top, width, height, data: new Uint8Array(width * height * bitmap.channels) }
  for (const index of tilesUnder(bitmap, window)) {
    const data = bitmap.tiles[index]
    if (data) copyOverlap({ ...tileRegion(bitmap, index), data }, window, bitmap.channels)
  }
  return window
}

/** The part of a picture inside a region, or the whole; what lies outside the picture is transparent. */
export function pixelsFromTiled(bitmap: TiledPixels, region?: Region): Pixels {
  const { width, height, data } = windowOf(bitmap, region ?? { left: 0, top: 0, ...sizeOf(bitmap) })
  return { width, height, data: new Uint8ClampedArray(data.buffer) }
}

/** The part of a mask inside a region, or the whole; what lies outside the mask is not covered. */
export function maskFromTiled(bitmap: TiledMask, region?: Region): Mask {
  const { width, height, data } = windowOf(bitmap, region ?? { left: 0, top: 0, ...sizeOf(bitmap) })
  return { width, height, data }
}

/** Whether two bitmaps show the same, byte for byte. Shared tiles cost nothing. */
export const equalBitmaps = (a: TiledBitmap, b: TiledBitmap): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.channels === b.channels &&
  a.tiles.every((tile, index) => equalTiles(tile, b.tiles[index]))

/** The bitmap with its tiles taken from another one of its size, where they hold the same bytes. */
export function sharingTiles<B extends TiledBitmap>(bitmap: B, other: B): B {
  if (bitmap.width !== other.width || bitmap.height !== other.height) return bitmap
  const shared = bitmap.tiles.map((tile, index) => {
    const theirs = other.tiles[index]
    return equalTiles(tile, theirs) ? theirs : tile
  })
  return { ...bitmap, tiles: shared }
}

/** The region around the tiles that two bitmaps of one size do not share: what must be drawn again on undo. */
export function changedRegion(before: TiledBitmap, after: TiledBitmap): Region {
  if (before.width !== after.width || before.height !== after.height)
    return { left: 0, top: 0, ...sizeOf(after) }
  return after.tiles.reduce<Region>(
    (region, tile, index) =>
      tile === before.tiles[index] ? region : unionRegions(region, tileRegion(after, index)),
    emptyRegion,
  )
}

/** Bytes that a set of bitmaps takes in memory; a tile that several of them share counts once. */
export function bytesOf(bitmaps: Iterable<TiledBitmap>): number {
  const tiles = new Set<Tile>()
  for (const bitmap of bitmaps) for (const tile of bitmap.tiles) tiles.add(tile)
  let bytes = 0
  for (const tile of tiles) bytes += tile?.byteLength ?? 0
  return bytes
}

/** Bytes of the tiles that only `bitmap` has: what forgetting it would free while `others` stay. */
export const unsharedBytes = (bitmap: TiledBitmap, others: Iterable<TiledBitmap>): number => {
  const rest = [...others]
  return bytesOf([bitmap, ...rest]) - bytesOf(rest)
}
