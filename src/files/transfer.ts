// What lies in a drop or on the clipboard: files, folders, addresses of pictures. It has to be taken out at once, while the event lasts.

export interface DroppedFolder {
  readonly name: string
  /** Where the browser gives one. */
  readonly handle?: Promise<FileSystemHandle | null>
}

export interface Transferred {
  readonly files: readonly File[]
  readonly folders: readonly DroppedFolder[]
  /** Of a picture that was dragged from another page, or an address that was copied, where there is no file. */
  readonly address?: string
}

type HandledItem = DataTransferItem & { getAsFileSystemHandle?: () => Promise<FileSystemHandle | null> }

export function contentsOf(transfer: DataTransfer): Transferred {
  const files: File[] = []
  const folders: DroppedFolder[] = []
  for (const item of [...transfer.items] as HandledItem[]) {
    if (item.kind !== 'file') continue
    const entry = item.webkitGetAsEntry()
    if (entry?.isDirectory) {
      const handle = item.getAsFileSystemHandle?.()
      folders.push({ name: entry.name, ...(handle && { handle }) })
    } else {
      const file = item.getAsFile()
      if (file) files.push(file)
    }
  }
  const address = files.length + folders.length > 0 ? undefined : addressIn(transfer)
  return { files, folders, ...(address !== undefined && { address }) }
}

/** The picture's own address comes before that of a link around it. */
function addressIn(transfer: DataTransfer): string | undefined {
  const html = transfer.getData('text/html')
  const picture = html === '' ? null : new DOMParser().parseFromString(html, 'text/html').querySelector('img')
  const source = picture?.getAttribute('src')
  if (source && isAddress(source)) return source
  const listed = transfer
    .getData('text/uri-list')
    .split(/\r?\n/)
    .find((line) => line !== '' && !line.startsWith('#'))
  if (listed) return listed
  const text = transfer.getData('text/plain').trim()
  return isAddress(text) ? text : undefined
}

const isAddress = (text: string) => /^(?:https?:\/\/\S+|data:image\/\S+)$/i.test(text)

/** Whether there is a text for a field that has the focus: that is what is meant there, whatever lies beside it. */
export const hasText = (transfer: DataTransfer): boolean => transfer.getData('text/plain') !== ''

/** Whether something is dragged that may be a picture. While it is dragged, only the kinds can be seen. */
export const mayHoldPicture = ({ types }: DataTransfer): boolean =>
  types.includes('Files') || types.includes('text/uri-list')
