// Files that the program keeps for itself, in the origin's private file system.

/** Files by names of one segment, within folders of one level. */
export interface FileStore {
  folders(): Promise<readonly string[]>
  read(folder: string, name: string): Promise<Blob | undefined>
  /**
   * Writes bytes at a place of the file, which is made where it is missing and ends behind them.
   * @throws DOMException('QuotaExceededError') where there is no more room.
   */
  write(folder: string, name: string, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  remove(folder: string, name?: string): Promise<void>
}

/** Workers have it, which the types of the page do not know: it writes in place, where a stream would copy the file first. */
interface WithAccess {
  createSyncAccessHandle(): Promise<{
    write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number
    truncate(size: number): void
    flush(): void
    close(): void
  }>
}

/** The private file system of the browser, below a folder of that name. */
export function opfsStore(root: string): FileStore {
  const top = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(root, { create: true })
  const folderOf = async (folder: string, create = false) =>
    (await top()).getDirectoryHandle(encodeURIComponent(folder), { create })
  const absent = (error: unknown): undefined => {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined
    throw error
  }
  const namesOf = async (handle: FileSystemDirectoryHandle): Promise<string[]> => {
    const names: string[] = []
    for await (const name of handle.keys()) names.push(decodeURIComponent(name))
    return names
  }
  return {
    folders: async () => namesOf(await top()),
    async read(folder, name) {
      const handle = await folderOf(folder).catch(absent)
      const file = await handle?.getFileHandle(encodeURIComponent(name)).catch(absent)
      return file?.getFile()
    },
    async write(folder, name, at, bytes) {
      const handle = await folderOf(folder, true)
      const file = await handle.getFileHandle(encodeURIComponent(name), { create: true })
      const access = await (file as unknown as WithAccess).createSyncAccessHandle()
      try {
        const written = access.write(bytes, { at })
        if (written < bytes.length) throw new DOMException('A short write.', 'QuotaExceededError')
        access.truncate(at + bytes.length)
        access.flush()
      } finally {
        access.close()
      }
    },
    async remove(folder, name) {
      if (name === undefined)
        await (await top()).removeEntry(encodeURIComponent(folder), { recursive: true }).catch(absent)
      else await (await folderOf(folder).catch(absent))?.removeEntry(encodeURIComponent(name)).catch(absent)
    },
  }
}
