// Files that are something else than safetensors, told by how they begin whatever their names say.
import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource } from './byteSource'
import { messages } from './messages'

/** @throws PalimpsestError('weights') that says what the file is: empty, a pickle, an archive, GGUF, a Git LFS pointer, a web page or another text. */
export async function refuseOtherFormats(file: ByteSource): Promise<void> {
  const { name } = file
  if (file.size === 0) throw new PalimpsestError(messages.empty({ name }))
  const start = await file.read(0, Math.min(512, file.size))
  const text = new TextDecoder('latin1').decode(start)
  // torch.save writes a zip; what it wrote before begins with the pickle's version. A header's length may begin as these do.
  const isHeader = text[8] === '{'
  const isPickle = text.startsWith('PK\x03\x04') || (start[0] === 0x80 && start[1]! >= 2 && start[1]! <= 5)
  if (isHeader) return
  // The first file of what torch.save wrote is "archive/data.pkl".
  const isArchive = text.startsWith('PK\x03\x04') && !/^$|\/data\.pkl$/.test(nameInZip(start))
  if (isArchive || ARCHIVES.some((mark) => text.startsWith(mark)))
    throw new PalimpsestError(messages.archive({ name }))
  if (isPickle) throw new PalimpsestError(messages.pickle({ name }))
  if (text.startsWith('GGUF')) throw new PalimpsestError(messages.gguf({ name }))
  if (text.startsWith('version https://git-lfs')) throw new PalimpsestError(messages.lfsPointer({ name }))
  if (/^\s*<(?:!doctype|html)/i.test(text)) throw new PalimpsestError(messages.webPage({ name }))
  // What a server says in place of a file, such as "Entry not found".
  if (/^[\x20-\x7e\s]{8,}$/.test(text.slice(0, 64)))
    throw new PalimpsestError(
      messages.someText({ name, text: text.trim().replaceAll(/\s+/g, ' ').slice(0, 60) }),
    )
}

/** 7z, RAR, gzip. */
const ARCHIVES = ['7z\xbc\xaf', 'Rar!', '\x1f\x8b']

/** Of the first file of a zip (APPNOTE 4.3.7). */
function nameInZip(start: Uint8Array): string {
  if (start.length < 30) return ''
  const length = start[26]! | (start[27]! << 8)
  return new TextDecoder('latin1').decode(start.subarray(30, 30 + length))
}
