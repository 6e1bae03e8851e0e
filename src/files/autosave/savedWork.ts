// Saved work as it lies in the browser's storage: a small record that names everything, and packs of tiles that it points into.
import { emptyBitmap, tileRegion, type Tile, type TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../../shared/errors'
import type { BitmapId } from '../../state/bitmapTable'
import type { DocumentState } from '../../state/document'
import type { GalleryResult } from '../../state/gallery'
import type { QueuedEdit, UnusableWork } from '../../state/jobs'
import type { SavedSeries } from '../../state/series'
import { messages } from '../messages'

/** What is saved: the document, its history by the states between the steps, and the gallery. */
export interface Work {
  readonly document: DocumentState
  readonly steps: readonly WorkStep[]
  /** Steps that are done; the ones from here on can be redone. */
  readonly position: number
  /** Absent in what was saved before there was a gallery. */
  readonly gallery?: readonly GalleryResult[]
  /** Edits that wait or run; absent in what was saved before they were kept. */
  readonly queue?: readonly QueuedEdit[]
  /** The series of edits that is under way. */
  readonly series?: SavedSeries
  /** One of another version, while one of this version is under way. */
  readonly seriesBeside?: unknown
  readonly unusable?: UnusableWork
}

export interface WorkStep {
  readonly name: string
  readonly before: DocumentState
  readonly after: DocumentState
  readonly gesture?: string | undefined
}

/** Where the bytes of a tile lie. */
export interface TileAddress {
  readonly pack: string
  readonly offset: number
  readonly length: number
}

/** A bitmap by the addresses of its tiles; null where a tile is absent. */
export interface StoredBitmap {
  readonly id: BitmapId
  readonly width: number
  readonly height: number
  readonly channels: 1 | 4
  readonly tiles: readonly (TileAddress | null)[]
}

/** One tab's work in the database. Structured cloning keeps shared parts shared, so that a long history stays small. */
export interface WorkRecord {
  readonly id: string
  readonly version: typeof recordVersion
  /** Milliseconds since 1970. */
  readonly savedAt: number
  readonly work: Work
  readonly bitmaps: readonly StoredBitmap[]
}

export const recordVersion = 1

/** Names of the packs that a record points into. */
export const packsOf = ({ bitmaps }: Pick<WorkRecord, 'bitmaps'>): Set<string> => {
  const packs = new Set<string>()
  for (const { tiles } of bitmaps) for (const tile of tiles) if (tile) packs.add(tile.pack)
  return packs
}

/**
 * The bitmaps of a record, tiles shared as they were.
 * @param packs bytes by name
 * @returns the bitmaps, and the address of each tile, so that it need not be written again
 * @throws PalimpsestError('project') when a pack is missing or too short.
 */
export function restoreBitmaps(
  stored: readonly StoredBitmap[],
  packs: ReadonlyMap<string, Uint8Array>,
): { readonly bitmaps: Map<BitmapId, TiledBitmap>; readonly addresses: Map<NonNullable<Tile>, TileAddress> } {
  const tiles = new Map<string, NonNullable<Tile>>()
  const addresses = new Map<NonNullable<Tile>, TileAddress>()
  const tileAt = (address: TileAddress): NonNullable<Tile> => {
    const key = `${address.pack}:${address.offset}`
    const known = tiles.get(key)
    if (known) return known
    const pack = packs.get(address.pack)
    if (!pack || address.offset + address.length > pack.length) throw incomplete()
    const tile = Uint8Array.from(pack.subarray(address.offset, address.offset + address.length))
    tiles.set(key, tile)
    addresses.set(tile, address)
    return tile
  }
  const bitmaps = new Map(
    stored.map(({ id, tiles, ...form }): [BitmapId, TiledBitmap] => {
      const blank = emptyBitmap(form.width, form.height, form.channels)
      const fits = (address: TileAddress | null, index: number) => {
        const { width, height } = tileRegion(blank, index)
        return !address || address.length === width * height * form.channels
      }
      if (tiles.length !== blank.tiles.length || !tiles.every(fits)) throw incomplete()
      return [id, { ...form, tiles: tiles.map((address) => (address ? tileAt(address) : undefined)) }]
    }),
  )
  return { bitmaps, addresses }
}

/** The error for work whose record and pixels do not fit together. */
export const incomplete = (): PalimpsestError => new PalimpsestError(messages.pixelsMissing())
