// What lies in a drop or on the clipboard: files, folders, addresses of pictures. It has to be taken out at once, while the event lasts.

import { maySet } from './recipe-text/maySet'

export interface DroppedFolder {
  readonly name: string
  /** Where the browser gives one. */
  readonly handle?: Promise<FileSystemHandle | null>
}

export interface Transferred {
  readonly files: readonly File[]
  readonly folders: readonly DroppedFolder[]
  /** Of pictures that were dragged from another page, or an address that was copied, where there is no file. */
  readonly addresses: readonly string[]
  /** Files that another program only promised, and does not give to a page. */
  readonly withheld: number
  /** A text that may hold settings, where nothing else lies there. */
  readonly settings?: string
}

type HandledItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> }

export function contentsOf(transfer: DataTransfer): Transferred {
  const files: File[] = []
  const folders: DroppedFolder[] = []
  let withheld = 0
  for (const item of [...transfer.items] as HandledItem[]) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    if (entry?.isDirectory) {
      const handle = item.getAsFileSystemHandle?.()
      folders.push({ name: entry.name, ...(handle && { handle }) })
    } else {
      const file = item.getAsFile()
      if (file) files.push(file)
      else withheld += 1
    }
  }
  // Some systems announce files and give none.
  if ([...transfer.types].includes('Files') && files.length + folders.length === 0) withheld ||= 1
  if (files.length + folders.length > 0) return { files, folders, addresses: [], withheld }
  const { addresses, ...settings } = writtenIn((type) => transfer.getData(type))
  return { files, folders, addresses, withheld: addresses.length > 0 ? 0 : withheld, ...settings }
}

/** What is said in the texts of a drop or of the clipboard, where no file lies there. */
export function writtenIn(read: (type: string) => string): Pick<Transferred, 'addresses' | 'settings'> {
  const addresses = addressesIn(read)
  const text = read('text/plain')
  return { addresses, ...(addresses.length === 0 && maySet(text) && { settings: text }) }
}

/** Pictures' own addresses come before that of a link around them; what is no address of a page is told as such. */
function addressesIn(read: (type: string) => string): readonly string[] {
  const html = read('text/html')
  const pictures =
    html === '' ? [] : new DOMParser().parseFromString(html, 'text/html').querySelectorAll('img')
  const sources = [...pictures]
    .map(sourceOf)
    .filter((source) => source !== '')
    // An address without a scheme has that of its page.
    .map((source) => source.replace(/^\/\//, 'https://'))
  const known = [...new Set(sources.filter(isAddress))]
  if (known.length > 0) return known
  const listed = read('text/uri-list')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  if (listed.length > 0) return listed
  const text = read('text/plain').trim()
  if (isAddress(text)) return [text]
  // Pictures within a text that was copied beside it mean the text.
  return text === '' ? sources : []
}

/** Its address, or the first of those that it has for screens of several densities. */
const sourceOf = (picture: HTMLImageElement): string =>
  picture.getAttribute('src')?.trim() || /[^\s,]+/.exec(picture.getAttribute('srcset') ?? '')?.[0] || ''

/** Of one line; one with spaces in it, which browsers take as well, ends as a picture's name does. */
const isAddress = (text: string) =>
  /^(?:https?:\/\/\S+|data:image\/\S+|https?:\/\/.+\.(?:avif|bmp|gif|jpe?g|png|webp))$/i.test(text)

/** Whether there is a text for a field that has the focus: that is what is meant there, whatever lies beside it. */
export const hasText = (transfer: DataTransfer): boolean => transfer.getData('text/plain') !== ''

/** What may lie in something that is dragged. While it is dragged, only the kinds can be seen. */
export function mayHold({ types }: DataTransfer): 'picture' | 'text' | undefined {
  if (types.includes('Files') || types.includes('text/uri-list')) return 'picture'
  return types.includes('text/plain') || types.includes('text/html') ? 'text' : undefined
}
