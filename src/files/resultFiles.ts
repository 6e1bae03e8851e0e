// Where the results of many edits go: a folder that the person chooses, or one zip file.
import { PalimpsestError } from '../shared/errors'
import { saveFile } from './fileDialogs'
import { messages } from './messages'
import { writeZip, type ZipEntry } from './project/zip'

export interface ResultFiles {
  /** @throws PalimpsestError('storage') when it cannot be written. */
  readonly add: (name: string, content: Blob) => Promise<void>
  /** Whatever was added is safe then. @returns how many files; undefined where the person chose no place for them */
  readonly end: () => Promise<number | undefined>
}

interface FolderPicker {
  showDirectoryPicker(options: {
    readonly id: string
    readonly mode: 'readwrite'
  }): Promise<FileSystemDirectoryHandle>
}
const picker = (): FolderPicker | undefined =>
  'showDirectoryPicker' in self ? (self as unknown as FolderPicker) : undefined

/** Whether the browser lets a page write into a folder. */
export const canFillFolder = (): boolean => picker() !== undefined

/** Asks for a folder; undefined when the person changes their mind. Each result is there as soon as it is made. */
export async function resultFolder(): Promise<ResultFiles | undefined> {
  const folder = await picker()
    ?.showDirectoryPicker({ id: 'results', mode: 'readwrite' })
    .catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') return undefined
      throw error
    })
  return folder && filesIn(folder)
}

/** Results as files of a folder. */
function filesIn(folder: FileSystemDirectoryHandle): ResultFiles {
  let count = 0
  return {
    async add(name, content) {
      try {
        const file = await folder.getFileHandle(name, { create: true })
        const stream = await file.createWritable()
        await stream.write(content)
        await stream.close()
      } catch (cause) {
        throw new PalimpsestError(messages.notWritten({ name }), { cause })
      }
      count++
    },
    end: async () => count,
  }
}

/** One zip file, whose place is asked for at once, while the click still counts; it is written at the end. */
export function resultZip(name: string): ResultFiles {
  const entries: ZipEntry[] = []
  let finish: () => void = () => {}
  const finished = new Promise<void>((resolve) => (finish = resolve))
  const saved = saveFile(
    finished.then(() => writeZip(inOrder(entries))),
    name,
  )
  // Heard of at the end.
  saved.catch(() => {})
  return {
    async add(name, content) {
      // A PNG does not get smaller.
      entries.push({ name, bytes: new Uint8Array(await content.arrayBuffer()), compress: false })
    },
    async end() {
      finish()
      return (await saved) && entries.length
    },
  }
}

async function* inOrder(entries: readonly ZipEntry[]): AsyncGenerator<ZipEntry> {
  yield* entries
}
