// Bitmaps rotated by quarters and flipped: every pixel keeps its bytes.
import type { Region } from '../../shared/pixels'
import { withWindow } from './bitmapDraft'
import { drawnBounds } from './drawnBounds'
import { isEmptyRegion } from './regions'
import { emptyBitmap, windowOf, type TiledBitmap } from './tiledBitmap'

/** A quarter to the left or right, or the sides or the top and bottom exchanged. */
export type Turn = Flip | 'left' | 'right'
export type Flip = 'across' | 'down'

interface Size {
  readonly width: number
  readonly height: number
}

export const turnedSize = ({ width, height }: Size, turn: Turn): Size =>
  turn === 'left' || turn === 'right' ? { width: height, height: width } : { width, height }

/** Where a region of a canvas lies once the canvas is turned. */
export function turnedRegion({ left, top, width, height }: Region, canvas: Size, turn: Turn): Region {
  const fromRight = canvas.width - left - width
  const fromBottom = canvas.height - top - height
  const corners: Readonly<Record<Turn, readonly [left: number, top: number]>> = {
    left: [top, fromRight],
    right: [fromBottom, left],
    across: [fromRight, top],
    down: [left, fromBottom],
  }
  const [x, y] = corners[turn]
  return { left: x, top: y, ...turnedSize({ width, height }, turn) }
}

export function turnedBitmap<B extends TiledBitmap>(bitmap: B, turn: Turn): B {
  const { width, height, channels } = bitmap
  const size = turnedSize(bitmap, turn)
  const data = turnedBytes(windowOf(bitmap, { left: 0, top: 0, width, height }), channels, turn)
  const blank = { ...bitmap, ...emptyBitmap(size.width, size.height, channels) }
  return withWindow(blank, { left: 0, top: 0, ...size, data })
}

/** The bitmap with what is drawn on it, or covered, flipped in its place. */
export function withDrawnFlipped<B extends TiledBitmap>(bitmap: B, flip: Flip): B {
  const drawn = drawnBounds(bitmap)
  if (isEmptyRegion(drawn)) return bitmap
  return withWindow(bitmap, { ...drawn, data: turnedBytes(windowOf(bitmap, drawn), bitmap.channels, flip) })
}

function turnedBytes(
  { width, height, data: from }: Size & { readonly data: Uint8Array<ArrayBuffer> },
  channels: number,
  turn: Turn,
): Uint8Array<ArrayBuffer> {
  const size = turnedSize({ width, height }, turn)
  const data = new Uint8Array(from.length)
  // Which pixel stands at x, y afterwards: the first one, and steps to its right and lower neighbours.
  const lastRow = width * (height - 1)
  const walks: Readonly<Record<Turn, readonly [first: number, right: number, down: number]>> = {
    left: [width - 1, width, -1],
    right: [lastRow, -width, 1],
    across: [width - 1, -1, width],
    down: [lastRow, 1, -width],
  }
  const [first, right, down] = walks[turn]
  for (let y = 0; y < size.height; y++)
    for (let x = 0, at = first + y * down; x < size.width; x++, at += right)
      for (let channel = 0; channel < channels; channel++)
        data[(y * size.width + x) * channels + channel] = from[at * channels + channel]!
  return data
}
