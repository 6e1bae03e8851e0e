// Saving so that a tab may end at any moment. New tiles go into a pack of their own; when that lies safely in storage, one
// database write makes the record point to it; only then is what no record names any more deleted. Whatever is interrupted, the
// record names complete packs alone, and is the work before or the work after.
import type { Tile, TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../../shared/errors'
import type { BitmapId } from '../../state/bitmapTable'
import { bitmapsOf } from '../../state/document'
import { seriesBitmaps } from '../../state/series'
import { messages } from '../messages'
import {
  packsOf,
  recordVersion,
  restoreBitmaps,
  type StoredBitmap,
  type TileAddress,
  type Work,
  type WorkRecord,
} from './savedWork'
import { workToSave } from './workToSave'

/** Records by id. */
export interface RecordStore {
  readonly get: (id: string) => Promise<WorkRecord | undefined>
  /** All or nothing. */
  readonly put: (record: WorkRecord) => Promise<void>
}

/** Packs of bytes by name. */
export interface PackStore {
  /** Complete when it resolves; until then the pack may be missing or torn. */
  readonly write: (name: string, parts: readonly Uint8Array<ArrayBuffer>[]) => Promise<void>
  readonly read: (name: string) => Promise<Uint8Array | undefined>
  readonly remove: (name: string) => Promise<void>
  readonly list: () => Promise<readonly string[]>
}

/** A pack of which less than this share is still named is written anew. */
const leastLiveShare = 0.5

export interface WorkSaver {
  /** The work of the last time; undefined where there is none. Packs that a killed tab left behind are removed. */
  readonly load: () => Promise<
    { readonly work: Work; readonly bitmaps: Map<BitmapId, TiledBitmap> } | undefined
  >
  /** Saves; of several calls at once the later ones wait. Gives the bytes of pixels that had to be written. */
  readonly save: (work: Work, bitmapOf: (id: BitmapId) => TiledBitmap) => Promise<number>
}

/**
 * Saves one tab's work.
 * @param id of the record; packs whose names begin with it are ours
 */
export function workSaver(id: string, records: RecordStore, packs: PackStore): WorkSaver {
  let addresses = new Map<NonNullable<Tile>, TileAddress>()
  const packBytes = new Map<string, number>()
  let last: Promise<unknown> = Promise.resolve()

  async function removeStray(named: ReadonlySet<string>): Promise<void> {
    for (const name of await packs.list())
      if (name.startsWith(`${id}.`) && !named.has(name)) {
        await packs.remove(name)
        packBytes.delete(name)
      }
  }

  async function save(work: Work, bitmapOf: (id: BitmapId) => TiledBitmap): Promise<number> {
    const bitmaps = namedBitmaps(work).map((bitmap) => [bitmap, bitmapOf(bitmap)] as const)
    const tiles = new Set<NonNullable<Tile>>()
    for (const [, bitmap] of bitmaps) for (const tile of bitmap.tiles) if (tile) tiles.add(tile)

    const kept = new Map<NonNullable<Tile>, TileAddress>()
    const wasteful = wastefulPacks(tiles, addresses, packBytes)
    const fresh: Uint8Array<ArrayBuffer>[] = []
    const pack = `${id}.${crypto.randomUUID()}`
    let offset = 0
    for (const tile of tiles) {
      const known = addresses.get(tile)
      if (known && !wasteful.has(known.pack)) kept.set(tile, known)
      else {
        kept.set(tile, { pack, offset, length: tile.length })
        fresh.push(tile)
        offset += tile.length
      }
    }
    if (fresh.length > 0) await packs.write(pack, fresh)
    const stored = bitmaps.map(([name, { width, height, channels, tiles }]): StoredBitmap => ({
      id: name,
      width,
      height,
      channels,
      tiles: tiles.map((tile) => (tile ? (kept.get(tile) ?? null) : null)),
    }))
    const record: WorkRecord = {
      id,
      version: recordVersion,
      savedAt: Date.now(),
      work: workToSave(work),
      bitmaps: stored,
    }
    await records.put(record)
    addresses = kept
    if (fresh.length > 0) packBytes.set(pack, offset)
    // The work is saved by now; packs that could not be removed are tried again the next time.
    await removeStray(packsOf(record)).catch(() => {})
    return offset
  }

  return {
    async load() {
      const record = await records.get(id)
      if (record && record.version > recordVersion) throw new PalimpsestError(messages.laterWork())
      await removeStray(record ? packsOf(record) : new Set())
      if (!record) return undefined
      const bytes = new Map<string, Uint8Array>()
      for (const name of packsOf(record)) {
        const pack = await packs.read(name)
        if (!pack) continue
        bytes.set(name, pack)
        packBytes.set(name, pack.length)
      }
      const restored = restoreBitmaps(record.bitmaps, bytes)
      addresses = restored.addresses
      return { work: record.work, bitmaps: restored.bitmaps }
    },
    save(work, bitmapOf) {
      const saved = last.then(() => save(work, bitmapOf))
      last = saved.catch(() => {})
      return saved
    },
  }
}

/** Every bitmap that the document, a state of its history, the gallery, a waiting edit, a series or what cannot be used names, once. */
export function namedBitmaps({
  document,
  steps,
  gallery = [],
  queue = [],
  series,
  unusable,
}: Work): BitmapId[] {
  const states = [document, ...steps.flatMap(({ before, after }) => [before, after])]
  return [
    ...new Set([
      ...[...new Set(states)].flatMap(bitmapsOf),
      ...gallery.map(({ bitmap }) => bitmap),
      ...queue.flatMap(({ pictures }) => Object.values(pictures)),
      ...(series ? seriesBitmaps(series) : []),
      ...(unusable?.bitmaps ?? []),
    ]),
  ]
}

/** Packs of which too little is still named. */
function wastefulPacks(
  tiles: ReadonlySet<NonNullable<Tile>>,
  addresses: ReadonlyMap<NonNullable<Tile>, TileAddress>,
  packBytes: ReadonlyMap<string, number>,
): Set<string> {
  const live = new Map<string, number>()
  for (const tile of tiles) {
    const address = addresses.get(tile)
    if (address) live.set(address.pack, (live.get(address.pack) ?? 0) + address.length)
  }
  return new Set(
    [...live]
      .filter(([pack, bytes]) => bytes < leastLiveShare * (packBytes.get(pack) ?? 0))
      .map(([pack]) => pack),
  )
}
