// Records of saved work in IndexedDB.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { RecordStore } from './saveWork'
import type { WorkRecord } from './savedWork'
import { storageError } from './storageError'

interface Schema extends DBSchema {
  works: { key: string; value: WorkRecord; indexes: { savedAt: number } }
}

export interface WorkDatabase extends RecordStore {
  /** Ids of all records, the last saved first. */
  readonly ids: () => Promise<string[]>
  readonly remove: (id: string) => Promise<void>
}

/** @throws PalimpsestError('storage') when the browser refuses, in a private window for instance. */
export async function openWorkDatabase(name = 'palimpsest'): Promise<WorkDatabase> {
  // A browser that refuses may throw at once, or answer later.
  const open = async () =>
    openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('works', { keyPath: 'id' }).createIndex('savedAt', 'savedAt')
      },
    })
  const database = await open().catch((error: unknown) => {
    throw storageError(error)
  })
  return {
    get: (id) => database.get('works', id),
    put: (record) => put(database, record),
    ids: async () => (await database.getAllKeysFromIndex('works', 'savedAt')).reverse(),
    remove: (id) => database.delete('works', id),
  }
}

async function put(database: IDBPDatabase<Schema>, record: WorkRecord): Promise<void> {
  try {
    const transaction = database.transaction('works', 'readwrite', { durability: 'strict' })
    await Promise.all([transaction.store.put(record), transaction.done])
  } catch (error) {
    throw storageError(error)
  }
}
