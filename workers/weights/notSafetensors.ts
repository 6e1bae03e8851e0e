// Files that are something else than safetensors, told by how they begin whatever their names say.
import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource } from './byteSource'
import { messages } from './messages'

/** @throws PalimpsestError('weights') that says what the file is: empty, a pickle, a Git LFS pointer, a web page. */
export async function refuseOtherFormats(file: ByteSource): Promise<void> {
  const { name } = file
  if (file.size === 0) throw new PalimpsestError(messages.empty({ name }))
  const start = await file.read(0, Math.min(64, file.size))
  const text = new TextDecoder('latin1').decode(start)
  // torch.save writes a zip; what it wrote before begins with the pickle's version. A header's length may begin as these do.
  const isHeader = text[8] === '{'
  const isPickle = text.startsWith('PK\x03\x04') || (start[0] === 0x80 && start[1]! >= 2 && start[1]! <= 5)
  if (!isHeader && isPickle) throw new PalimpsestError(messages.pickle({ name }))
  if (text.startsWith('version https://git-lfs')) throw new PalimpsestError(messages.lfsPointer({ name }))
  if (/^\s*<(?:!doctype|html)/i.test(text)) throw new PalimpsestError(messages.webPage({ name }))
}
