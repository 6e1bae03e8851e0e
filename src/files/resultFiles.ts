// Where the results of many edits go: a folder that the person chooses, or one zip file.
import { PalimpsestError } from '../shared/errors'
import { download, dismissible } from './fileDialogs'
import { messages } from './messages'
import { writeZip, type ZipEntry } from './project/zip'

interface Pickers {
  showDirectoryPicker?(options: {
    readonly id: string
    readonly mode: 'readwrite'
  }): Promise<FileSystemDirectoryHandle>
  showSaveFilePicker?(options: {
    readonly id: string
    readonly suggestedName: string
  }): Promise<FileSystemFileHandle>
}
const pickers = (): Pickers => self as unknown as Pickers

/** Whether the browser lets a page write into a folder. */
export const canFillFolder = (): boolean => pickers().showDirectoryPicker !== undefined

/** Asks for a folder; undefined when the person changes their mind. */
export async function chooseResultFolder(): Promise<FileSystemDirectoryHandle | undefined> {
  const asked = pickers().showDirectoryPicker?.({ id: 'results', mode: 'readwrite' })
  return asked && dismissible(asked)
}

/** Asks where the zip file is to lie, as far as the browser asks; undefined when the person changes their mind. */
export async function chooseZipPlace(name: string): Promise<FileSystemFileHandle | 'download' | undefined> {
  const asked = pickers().showSaveFilePicker?.({ id: 'save', suggestedName: name })
  return asked ? dismissible(asked) : 'download'
}

/** The names that a folder has; @throws PalimpsestError('storage') when it cannot be read. */
export async function namesIn(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  const names: string[] = []
  try {
    for await (const name of folder.keys()) names.push(name)
  } catch (cause) {
    throw new PalimpsestError(messages.folderGone({ name: folder.name }), { cause })
  }
  return names
}

/** @throws PalimpsestError('storage') when it cannot be written. */
export async function writeInto(
  folder: FileSystemDirectoryHandle,
  name: string,
  content: Blob,
): Promise<void> {
  try {
    const stream = await (await folder.getFileHandle(name, { create: true })).createWritable()
    await stream.write(content)
    await stream.close()
  } catch (cause) {
    throw new PalimpsestError(messages.notWrittenInto({ name, folder: folder.name }), { cause })
  }
}

/** Writes a zip file to its place, or, where that is not there any more, as a download. */
export async function writeResultZip(
  place: FileSystemFileHandle | 'download',
  name: string,
  entries: AsyncIterable<ZipEntry>,
): Promise<void> {
  const content = await writeZip(entries)
  if (place === 'download') return download(content, name)
  try {
    const stream = await place.createWritable()
    await stream.write(content)
    await stream.close()
  } catch {
    download(content, place.name)
  }
}

interface Asking {
  requestPermission?(options: { readonly mode: 'read' | 'readwrite' }): Promise<PermissionState>
}

/**
 * After a reload the browser asks the person again, which only works in answer to a press.
 * @throws PalimpsestError('storage') when they say no.
 */
export async function regainAccess(handle: FileSystemHandle, mode: 'read' | 'readwrite'): Promise<void> {
  const { name } = handle
  try {
    const state = await (handle as unknown as Asking).requestPermission?.({ mode })
    if (state === undefined || state === 'granted') return
  } catch (cause) {
    throw new PalimpsestError(messages.noAccess({ name }), { cause })
  }
  throw new PalimpsestError(messages.noAccess({ name }))
}
