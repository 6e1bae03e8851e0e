// The browser's dialogs to open and save files, with the older ways where it has no file system access.
import { directoryOpen, fileOpen, fileSave } from 'browser-fs-access'
import { PalimpsestError } from '../shared/errors'
import { messages } from './messages'

/** What an open dialog lists. */
const kinds = {
  picture: {
    description: 'Pictures',
    mimeTypes: ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif', 'image/bmp'],
    extensions: ['.png', '.jpg', '.jpeg', '.webp', '.avif', '.gif', '.bmp'],
  },
  project: {
    description: 'Palimpsest projects',
    mimeTypes: ['application/zip'],
    extensions: ['.palimpsest'],
  },
  settings: {
    description: 'Recipes and settings',
    mimeTypes: ['application/json', 'text/plain'],
    extensions: ['.json', '.txt'],
  },
  checkpoint: {
    description: 'Checkpoints in one file',
    mimeTypes: ['application/octet-stream'],
    extensions: ['.safetensors', '.ckpt', '.pt', '.pth', '.bin'],
  },
  network: {
    description: 'Networks in one file, with their config.json',
    mimeTypes: ['application/octet-stream', 'application/json'],
    extensions: ['.safetensors', '.onnx', '.json', '.ckpt', '.pt', '.pth', '.bin'],
  },
  // Pickles too, so that one that is chosen is refused in words.
  addOn: {
    description: 'LoRA, embeddings and Custom Diffusion',
    mimeTypes: ['application/octet-stream'],
    extensions: ['.safetensors', '.pt', '.bin', '.ckpt', '.pth'],
  },
} as const

/** Where a file lies, to be written again without a question; undefined where the browser does not say. */
export type SavedPlace = FileSystemFileHandle | undefined

/** Asks for a file; undefined when the person changes their mind. */
export async function chooseFile(
  ...wanted: readonly (keyof typeof kinds)[]
): Promise<{ readonly file: File; readonly place: SavedPlace } | undefined> {
  const options = wanted.map((kind) => ({
    description: kinds[kind].description,
    mimeTypes: [...kinds[kind].mimeTypes],
    extensions: [...kinds[kind].extensions],
  }))
  const [first = {}, ...rest] = options
  const file = await dismissible(fileOpen([{ ...first, id: 'open' }, ...rest]))
  return file && { file, place: file.handle }
}

/** Asks for several pictures; none when the person changes their mind. */
export const choosePictures = async (): Promise<readonly File[]> =>
  (await chooseFiles('picture', 'pictures')) ?? []

/**
 * Asks for several files; undefined when the person changes their mind.
 * @param id by which the browser knows the folder again
 */
export function chooseFiles(kind: keyof typeof kinds, id = 'open'): Promise<readonly File[] | undefined> {
  const { description, mimeTypes, extensions } = kinds[kind]
  const options = { description, mimeTypes: [...mimeTypes], extensions: [...extensions], id }
  return dismissible(fileOpen({ ...options, multiple: true }))
}

/** Pictures that were chosen, and the folder that they were chosen by, where the browser lets the page read it again. */
export interface ChosenPictures {
  readonly files: readonly File[]
  readonly folder?: FileSystemDirectoryHandle
}

/** Asks for a folder; its pictures by name, not those of its folders. */
export async function choosePictureFolder(): Promise<ChosenPictures> {
  const found = (await dismissible(directoryOpen({ recursive: false, id: 'pictures' }))) ?? []
  const files = found
    .filter((file): file is Extract<typeof file, File> => file instanceof File)
    .filter(({ name }) => kinds.picture.extensions.some((ending) => name.toLowerCase().endsWith(ending)))
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
  const [first] = files
  const folder = first && 'directoryHandle' in first ? first.directoryHandle : undefined
  return { files, ...(folder instanceof FileSystemDirectoryHandle && { folder }) }
}

/**
 * Saves a file where the person says, or where it was saved before.
 * @param content given as a promise, so that the dialog opens at once, while the click still counts
 * @returns undefined when the person changes their mind
 * @throws PalimpsestError('storage') when it cannot be written.
 */
export async function saveFile(
  content: Promise<Blob>,
  fileName: string,
  place?: SavedPlace,
): Promise<{ readonly place: SavedPlace } | undefined> {
  const extension = `.${fileName.split('.').at(-1) ?? ''}`
  // Its failure is the export's, and more telling than the dialog's.
  const [saved, made] = await Promise.allSettled([
    dismissible(
      fileSave(content, { fileName, extensions: [extension], id: 'save' }, place ?? null).then((handle) => ({
        place: handle ?? undefined,
      })),
    ),
    content,
  ])
  if (made.status === 'rejected') throw made.reason
  if (saved.status === 'fulfilled') return saved.value
  throw new PalimpsestError(messages.notWritten({ name: fileName }), { cause: saved.reason })
}

/** Has the browser save a file where it puts downloads. */
export function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Undefined in place of the browser's error for a dialog that was closed. */
export async function dismissible<T>(dialog: Promise<T>): Promise<T | undefined> {
  try {
    return await dialog
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}
