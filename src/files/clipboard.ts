// Pictures on the clipboard.
import { PalimpsestError } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import { messages } from './messages'
import { encodePng } from './png/encodePng'

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
 * Reads a picture from the clipboard without a paste gesture, for a menu item; undefined where there is none.
 * @throws PalimpsestError('image') when the browser does not allow it.
 */
export async function readClipboardPicture(): Promise<Blob | undefined> {
  try {
    for (const item of await navigator.clipboard.read()) {
      const type = item.types.find((type) => type.startsWith('image/'))
      if (type) return await item.getType(type)
    }
    return undefined
  } catch (error) {
    throw new PalimpsestError(messages.notPasted(), { cause: error })
  }
}
