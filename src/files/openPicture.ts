// Opening a picture: from a file, the clipboard or an address, to upright pixels with their alpha kept.
import { PalimpsestError } from '../shared/errors'
import type { Message } from '../shared/message'
import { decodeAddress } from './decodeAddress'
import { decodeInBrowser } from './decodeInBrowser'
import { messages } from './messages'
import { readPicture, type ReadPicture } from './readPicture'

export interface OpenedPicture extends ReadPicture {
  /** The file's name without its ending; "picture" where it has none. */
  readonly name: string
}

/** No picture that can be edited is larger; it is refused unread. */
const maxBytes = 512_000_000

/**
 * Opens a picture.
 * @throws PalimpsestError('image') with one sentence when it is no picture of a kind that can be opened, is damaged, or is too small
 * or too large; the size is judged before anything is decoded.
 */
export async function openPicture(file: Blob): Promise<OpenedPicture> {
  const fileName = file instanceof File ? file.name : ''
  const shown = fileName === '' ? messages.thePicture() : messages.named({ name: fileName })
  if (file.size > maxBytes)
    throw new PalimpsestError(
      messages.fileTooLarge({
        file: shown,
        size: Math.round(file.size / 1e6),
        most: maxBytes / 1e6,
      }),
    )
  const bytes = await readBytes(file, shown)
  return { name: nameOfFile(file), ...(await readPicture(bytes, decodeInBrowser, shown)) }
}

/** A file's name without its ending. */
export const nameOfFile = (file: Blob): string =>
  (file instanceof File ? file.name : '').replace(/\.[^.]*$/, '') || 'picture'

/**
 * Gets a picture by its address.
 * @throws PalimpsestError('image') when the address is none, does not answer, or its server does not let other pages read it.
 */
export async function fetchPicture(address: string): Promise<File> {
  const url = URL.parse(address, location.href)
  if (!url || !['http:', 'https:', 'data:', 'blob:'].includes(url.protocol))
    throw new PalimpsestError(messages.noAddress({ address }))
  const response = await fetch(url).catch((error: unknown) => {
    throw new PalimpsestError(
      url.host === '' ? messages.notReadFromAddress() : messages.notReadFromThere({ host: url.host }),
      { cause: error },
    )
  })
  if (!response.ok)
    throw new PalimpsestError(messages.notAPictureThere({ host: url.host, status: response.status }))
  const name = decodeAddress(url.pathname.split('/').at(-1) ?? '')
  return new File([await response.blob()], url.protocol.startsWith('http') ? name : '')
}

async function readBytes(file: Blob, shown: Message): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (error) {
    // The file was moved or changed on disk after it was chosen.
    throw new PalimpsestError(messages.notRead({ file: shown }), { cause: error })
  }
}
