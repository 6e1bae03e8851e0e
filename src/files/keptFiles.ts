// Files that a series of edits keeps until it has ended, so that they are there after a reload: pictures that are to be edited, and
// results that wait for their zip file. They lie in the page's private file system, in a folder of their own.
import { claim } from './autosave/claimWork'

export interface KeptFiles {
  /** @returns false where there is no room for it, or no storage: it is held in memory then, and gone with the tab. */
  readonly put: (name: string, content: Blob) => Promise<boolean>
  readonly get: (name: string) => Promise<Blob | undefined>
  /** Removes all of them. */
  readonly forget: () => Promise<void>
}

const folderName = 'series'
const lockName = (series: string) => `palimpsest-series-${series}`
const allOfThem = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true })

/** The files of a series, of this tab's or of the last time's. */
export async function openKeptFiles(series: string): Promise<KeptFiles> {
  const claimed = await claim(lockName(series)).catch(() => undefined)
  const folder = await allOfThem()
    .then((all) => all.getDirectoryHandle(series, { create: true }))
    // A private window may have no storage.
    .catch(() => undefined)
  const inMemory = new Map<string, Blob>()
  return {
    async put(name, content) {
      try {
        if (!folder) throw new DOMException('There is no storage.', 'NotFoundError')
        const stream = await (await folder.getFileHandle(name, { create: true })).createWritable()
        await stream.write(content)
        await stream.close()
        inMemory.delete(name)
        return true
      } catch {
        inMemory.set(name, content)
        return false
      }
    },
    async get(name) {
      const held = inMemory.get(name)
      if (held) return held
      try {
        return await (await folder?.getFileHandle(name))?.getFile()
      } catch {
        return undefined
      }
    },
    async forget() {
      inMemory.clear()
      // A folder that stays is removed the next time.
      await allOfThem()
        .then((all) => all.removeEntry(series, { recursive: true }))
        .catch(() => {})
      claimed?.release()
    },
  }
}

/** Removes the files of series that no saved work names and no tab has open: a tab that was killed left them behind. */
export async function forgetStrayFiles(named: () => Promise<ReadonlySet<string>>): Promise<void> {
  const all = await allOfThem()
  const ids: string[] = []
  for await (const id of all.keys()) ids.push(id)
  if (ids.length === 0) return
  const kept = await named()
  for (const id of ids.filter((each) => !kept.has(each))) {
    const claimed = await claim(lockName(id))
    if (!claimed) continue
    await all.removeEntry(id, { recursive: true }).catch(() => {})
    claimed.release()
  }
}
