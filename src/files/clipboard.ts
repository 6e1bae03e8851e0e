// The clipboard.
import { PalimpsestError } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import { messages } from './messages'
import { encodePng } from './png/encodePng'
import { writtenIn, type Transferred } from './transfer'

/**
 * Puts a picture on the clipboard, as a PNG.
 * @throws PalimpsestError('image') when the browser does not allow it.
 */
export async function copyPicture(pixels: Pixels): Promise<void> {
  // Given as a promise, so that the person's click still counts when the encoding is done.
  const png = encodePng(pixels).then((bytes) => new Blob([bytes], { type: 'image/png' }))
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
  } catch (error) {
    throw new PalimpsestError(messages.notCopied(), { cause: error })
  }
}

/**
 * Reads the clipboard without a paste gesture, for a menu item: a picture, or what its texts say.
 * @throws PalimpsestError('image') when the browser does not allow it.
 */
export async function readClipboard(): Promise<Transferred> {
  try {
    const items = await navigator.clipboard.read()
    const blobOf = async (...types: readonly string[]) => {
      const type = types.find((one) => items.some((item) => item.types.includes(one)))
      return type === undefined ? undefined : items.find((item) => item.types.includes(type))!.getType(type)
    }
    // Programs that draw give a drawing beside the picture.
    const picture = await blobOf('image/png', ...items.flatMap((item) => item.types).filter(isPicture))
    if (picture) return { files: [new File([picture], '', picture)], folders: [], addresses: [], withheld: 0 }
    const texts = new Map<string, string>()
    for (const type of ['text/html', 'text/plain'])
      texts.set(type, (await (await blobOf(type))?.text()) ?? '')
    return { files: [], folders: [], withheld: 0, ...writtenIn((type) => texts.get(type) ?? '') }
  } catch (error) {
    throw new PalimpsestError(messages.notPasted(), { cause: error })
  }
}

const isPicture = (type: string) => type.startsWith('image/')
