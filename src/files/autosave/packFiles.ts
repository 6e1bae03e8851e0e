// Packs of tiles as files of the origin's private file system.
import type { PackStore } from './saveWork'
import { storageError } from './storageError'

/** @throws PalimpsestError('storage') when the browser refuses. */
export async function openPackFiles(folderName = 'tiles'): Promise<PackStore> {
  // A browser that refuses may throw at once, or answer later.
  const open = async () =>
    (await navigator.storage.getDirectory()).getDirectoryHandle(folderName, { create: true })
  const folder = await open().catch((error: unknown) => {
    throw storageError(error)
  })
  return {
    async write(name, parts) {
      try {
        const file = await folder.getFileHandle(name, { create: true })
        // It is written to a copy, which takes the file's place on `close`.
        const stream = await file.createWritable()
        await stream.write(new Blob([...parts]))
        await stream.close()
      } catch (error) {
        throw storageError(error)
      }
    },
    async read(name) {
      try {
        const file = await (await folder.getFileHandle(name)).getFile()
        return new Uint8Array(await file.arrayBuffer())
      } catch (error) {
        if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
        throw storageError(error)
      }
    },
    async remove(name) {
      // Another tab may have been faster, and a file that stays costs space alone.
      await folder.removeEntry(name).catch(() => {})
    },
    async list() {
      const names: string[] = []
      for await (const name of folder.keys()) names.push(name)
      return names
    },
  }
}
