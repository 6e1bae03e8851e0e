// The bitmaps that the document's state names. Pixels stay out of the stores; what no state names any more is dropped.
import { bytesOf, type TiledBitmap, type TiledMask, type TiledPixels } from '../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../shared/errors'
import { messages } from './messages'

/** The name of a bitmap. */
export type BitmapId = string & { readonly __bitmap: unique symbol }

export class BitmapTable {
  private readonly bitmaps = new Map<BitmapId, TiledBitmap>()

  add(bitmap: TiledBitmap): BitmapId {
    const id = crypto.randomUUID() as BitmapId
    this.bitmaps.set(id, bitmap)
    return id
  }

  /** Takes bitmaps with their names, of a project or of saved work that is opened. */
  restore(bitmaps: Iterable<readonly [BitmapId, TiledBitmap]>): void {
    for (const [id, bitmap] of bitmaps) this.bitmaps.set(id, bitmap)
  }

  /** @throws PalimpsestError('internal') when the bitmap was dropped: the state that names it was not among the kept ones. */
  get(id: BitmapId): TiledBitmap {
    const bitmap = this.bitmaps.get(id)
    if (bitmap) return bitmap
    throw new PalimpsestError(messages.pixelsGone())
  }

  /** A picture's bitmap, RGBA. */
  picture(id: BitmapId): TiledPixels {
    const bitmap = this.get(id)
    if (bitmap.channels === 4) return bitmap as TiledPixels
    throw new RangeError('A picture was asked for, and this bitmap is a mask.')
  }

  mask(id: BitmapId): TiledMask {
    const bitmap = this.get(id)
    if (bitmap.channels === 1) return bitmap as TiledMask
    throw new RangeError('A mask was asked for, and this bitmap is a picture.')
  }

  has(id: BitmapId): boolean {
    return this.bitmaps.has(id)
  }

  /** Drops every bitmap that is not in `keep`. */
  sweep(keep: ReadonlySet<BitmapId>): void {
    for (const id of this.bitmaps.keys()) if (!keep.has(id)) this.bitmaps.delete(id)
  }

  /** Bytes of all pixels that are held. */
  get bytes(): number {
    return bytesOf([...this.bitmaps.values()])
  }

  /** Bytes behind some names; a tile that several of them share counts once. */
  bytesOf(ids: Iterable<BitmapId>): number {
    const bitmaps = [...new Set(ids)].flatMap((id) => this.bitmaps.get(id) ?? [])
    return bytesOf(bitmaps)
  }
}
