// Files that are something else than safetensors, told by how they begin whatever their names say.
import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource } from './byteSource'

/** @throws PalimpsestError('weights') that says what the file is: empty, a pickle, a Git LFS pointer, a web page. */
export async function refuseOtherFormats(file: ByteSource): Promise<void> {
  const refuse = (what: string, hint: string): never => {
    throw new PalimpsestError('weights', `"${file.name}" ${what}.`, hint)
  }
  if (file.size === 0) refuse('is empty', 'Its download may have failed: get it again.')
  const start = await file.read(0, Math.min(64, file.size))
  const text = new TextDecoder('latin1').decode(start)
  // torch.save writes a zip; what it wrote before begins with the pickle's version. A header's length may begin as these do.
  const isHeader = text[8] === '{'
  const isPickle = text.startsWith('PK\x03\x04') || (start[0] === 0x80 && start[1]! >= 2 && start[1]! <= 5)
  if (!isHeader && isPickle)
    refuse(
      'is a pickle, a format that can run programs, and is not read',
      'Look for the same file as .safetensors, or convert it in Python with safetensors.torch.save_file.',
    )
  if (text.startsWith('version https://git-lfs'))
    refuse(
      'is a pointer of Git LFS, not the file itself',
      'Get it with "git lfs pull", or by the download button of its page.',
    )
  if (/^\s*<(?:!doctype|html)/i.test(text))
    refuse('is a web page, not the file itself', 'Use the download button of its page.')
}
