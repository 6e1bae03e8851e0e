// Autosave, put together: the tab's own work is claimed, restored, and saved from then on.
import type { TiledBitmap } from '../../canvas/kernels/tiledBitmap'
import { PalimpsestError } from '../../shared/errors'
import type { BitmapId } from '../../state/bitmapTable'
import { claimWork } from './claimWork'
import { openWorkDatabase, type WorkDatabase } from './database'
import { openPackFiles } from './packFiles'
import { forgetStrayFiles } from '../keptFiles'
import { readWork } from './readWork'
import { recordVersion, type Work } from './savedWork'
import { workSaver, type PackStore } from './saveWork'

export interface Autosave {
  /** What the tab goes on with, if anything. */
  readonly restored:
    | {
        readonly work: Work
        readonly bitmaps: ReadonlyMap<BitmapId, TiledBitmap>
      }
    | undefined
  /** Why there is work that could not be restored, to be said; it is kept, and the tab begins a new one. */
  readonly problem: PalimpsestError | undefined
  /**
   * Saves the work as it stands.
   * @returns bytes of pixels that had to be written
   * @throws PalimpsestError('storage') when the storage is full or refuses; the work of before stays saved.
   */
  readonly save: (work: Work, bitmapOf: (id: BitmapId) => TiledBitmap) => Promise<number>
  /** Leaves the work to another tab, or another time, as it was saved, and begins a new one. */
  readonly startAnew: () => Promise<void>
}

/**
 * Opens the storage and restores what was saved there last and is not open in another tab.
 * @throws PalimpsestError('storage') when the browser has no storage for the page; work goes on without.
 */
export async function openAutosave(): Promise<Autosave> {
  const [database, packs] = await Promise.all([openWorkDatabase(), openPackFiles()])
  const known = await database.ids()
  let problem: PalimpsestError | undefined
  let claimed = await claimWork(known)
  let saver = workSaver(claimed.id, database, packs)
  let restored: Autosave['restored']
  async function startAnew(): Promise<void> {
    claimed.release()
    claimed = await claimWork([])
    saver = workSaver(claimed.id, database, packs)
  }
  try {
    const loaded = known.includes(claimed.id) ? await saver.load() : undefined
    if (loaded) {
      restored = { bitmaps: loaded.bitmaps, work: readWork(loaded.work, loaded.bitmaps) }
    }
  } catch (error) {
    if (!(error instanceof PalimpsestError)) throw error
    problem = error
    restored = undefined
    await startAnew()
  }
  await forgetOldWorks(known.filter((id) => id !== claimed.id).slice(worksKept), database, packs)
  void forgetStrayFiles(() => namedSeries(database)).catch(() => {})
  return {
    restored,
    problem,
    save: (work, bitmapOf) => saver.save(work, bitmapOf),
    startAnew,
  }
}

/** Works of other tabs that stay to be restored; older ones are forgotten unless a tab has them open. */
const worksKept = 7

async function forgetOldWorks(
  ids: readonly string[],
  database: WorkDatabase,
  packs: PackStore,
): Promise<void> {
  for (const id of ids) {
    const claimed = await claimWork([id])
    // What a newer version saved waits for that version.
    const record = await database.get(id)
    if (claimed.id === id && !(record && record.version > recordVersion)) {
      await database.remove(id)
      // With no record to name them, all of its packs go.
      await workSaver(id, database, packs).load()
    }
    claimed.release()
  }
}

async function namedSeries(database: WorkDatabase): Promise<Set<string>> {
  const records = await Promise.all((await database.ids()).map((id) => database.get(id)))
  return new Set(records.flatMap((record) => record?.work.series?.id ?? []))
}
