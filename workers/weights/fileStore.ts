// Files that the program keeps for itself, in the origin's private file system.

/** Files by names of one segment, within folders of one level. */
export interface FileStore {
  folders(): Promise<readonly string[]>
  read(folder: string, name: string): Promise<Blob | undefined>
  /**
   * Writes bytes at a place of the file, which is made where it is missing and ends behind them.
   * @throws DOMException('QuotaExceededError') where there is no more room: the file then ends at that place.
   */
  write(folder: string, name: string, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  remove(folder: string, name?: string): Promise<void>
  /**
   * Does what changes a folder while nothing else does.
   * @returns false where another tab is at it, and nothing was done
   */
  alone(folder: string, act: () => Promise<void>): Promise<boolean>
}

/** Workers have it, which the types of the page do not know: it writes in place, where a stream would copy the file first. */
interface WithAccess {
  createSyncAccessHandle(): Promise<{
    write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number
    truncate(size: number): void
    getSize(): number
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
  /** What this tab does to each folder: it waits for itself, and for no other tab. */
  const own = new Map<string, Promise<unknown>>()
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
        access.truncate(at + bytes.length)
        // On a full disk Chromium throws nothing: it returns the error's number, -8, as 4294967288 bytes, and has written a part.
        if (written !== bytes.length || access.getSize() !== at + bytes.length) {
          access.truncate(at)
          throw new DOMException('Not all of it was written.', 'QuotaExceededError')
        }
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
    alone(folder, act) {
      const before = own.get(folder)?.catch(() => {}) ?? Promise.resolve()
      const done = before.then(() =>
        navigator.locks.request(`palimpsest-${root}-${folder}`, { ifAvailable: true }, async (lock) => {
          if (lock) await act()
          return lock !== null
        }),
      )
      own.set(folder, done)
      return done
    },
  }
}
