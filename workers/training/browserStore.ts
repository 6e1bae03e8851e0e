// A training's files in the origin's private file system. One tab has them at a time: two trainings would mix their states.
import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'
import type { TrainingStore } from './trainingStore'

const folderName = 'training'

/**
 * The store of this tab.
 * @returns undefined where another tab has it, or the browser keeps nothing.
 */
export async function openBrowserStore(): Promise<TrainingStore | undefined> {
  try {
    if (!(await claimed())) return undefined
    const root = await navigator.storage.getDirectory()
    return storeIn(() => root.getDirectoryHandle(folderName, { create: true }), root)
  } catch {
    return undefined
  }
}

/** The browser releases the lock when the worker ends, however it ends. */
const claimed = (): Promise<boolean> =>
  new Promise((resolve, reject) => {
    navigator.locks
      .request('palimpsest-training', { ifAvailable: true }, (lock) => {
        resolve(lock !== null)
        return lock ? new Promise<void>(() => {}) : undefined
      })
      .catch(reject)
  })

const storeIn = (
  folder: () => Promise<FileSystemDirectoryHandle>,
  root: FileSystemDirectoryHandle,
): TrainingStore => ({
  async read(name) {
    try {
      const file = await (await (await folder()).getFileHandle(name)).getFile()
      return new Uint8Array(await file.arrayBuffer())
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
      throw refused(error)
    }
  },
  async write(name, bytes) {
    try {
      const file = await (await folder()).getFileHandle(name, { create: true })
      // It is written to a copy, which takes the file's place on `close`.
      const stream = await file.createWritable()
      await stream.write(new Uint8Array(bytes))
      await stream.close()
    } catch (error) {
      throw refused(error)
    }
  },
  // What is not there is forgotten already.
  clear: () => root.removeEntry(folderName, { recursive: true }).catch(() => {}),
})

function refused(error: unknown): PalimpsestError {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError'
  return new PalimpsestError(full ? messages.storageFull() : messages.notStored(), { cause: error })
}
