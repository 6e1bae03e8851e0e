// What is dropped or pasted: each file by its kind, none lost without a word.
import type { Editor } from '../engine/editor'
import { readClipboard } from '../files/clipboard'
import type { DroppedFolder, Transferred } from '../files/transfer'
import { PalimpsestError } from '../shared/errors'
import { isAddOnFile, openAddOnFile } from './addOns'
import { messages } from './messages'
import { openDroppedCheckpoint, openDroppedFolder } from './models'
import {
  addAsLayer,
  addFromAddress,
  openAsDocument,
  openFromAddress,
  openIfSettings,
  pasteSettings,
} from './opening'

/** The first picture goes where it was dropped, further ones on top of it. A dialog that would cover them is closed. */
export async function takeTransferred(
  editor: Editor,
  transferred: Transferred,
  zone: 'open' | 'layer',
): Promise<void> {
  if (isEmpty(transferred)) return editor.fail(new PalimpsestError(messages.nothingToTake()))
  const { files, folders, addresses, withheld, settings } = transferred
  editor.view.setState({ dialog: undefined })
  let place = zone
  for (const file of files)
    if (isAddOnFile(file)) await openModelFile(editor, file)
    else if (!(await openIfSettings(editor, file))) {
      await (place === 'layer' ? addAsLayer : openAsDocument)(editor, file)
      place = 'layer'
    }
  for (const folder of folders) await openFolder(editor, folder)
  for (const address of addresses) {
    await (place === 'layer' ? addFromAddress : openFromAddress)(editor, address)
    place = 'layer'
  }
  if (settings !== undefined) pasteSettings(editor, settings)
  if (withheld > 0) editor.fail(new PalimpsestError(messages.fileWithheld()))
}

const isEmpty = ({ files, folders, addresses, withheld, settings }: Transferred) =>
  files.length + folders.length + addresses.length + withheld === 0 && settings === undefined

/** For those who have no Ctrl+V: what lies on the clipboard, a picture on top of the document. */
export async function pasteAsLayer(editor: Editor): Promise<void> {
  try {
    const pasted = await readClipboard()
    if (isEmpty(pasted)) throw new PalimpsestError(messages.nothingToPaste())
    await takeTransferred(editor, pasted, 'layer')
  } catch (error) {
    editor.fail(error)
  }
}

/** The pictures among files that were dropped on a dialog; what is none is said. Some systems do not tell a file's type. */
export function picturesAmong(editor: Editor, files: readonly File[]): readonly File[] {
  const isPicture = ({ type, name }: File) =>
    type === '' ? /\.(?:png|jpe?g|webp|avif|gif|bmp)$/i.test(name) : type.startsWith('image/')
  const others = files.filter((file) => !isPicture(file)).map(({ name }) => `“${name}”`)
  if (others.length > 0) editor.fail(new PalimpsestError(messages.notPictures({ names: others.join(', ') })))
  return files.filter(isPicture)
}

/** A whole checkpoint, or what goes beside one. */
async function openModelFile(editor: Editor, file: File): Promise<void> {
  if (!(await openDroppedCheckpoint(editor, file))) openAddOnFile(editor, file)
}

async function openFolder(editor: Editor, { name, handle }: DroppedFolder): Promise<void> {
  const given = await handle?.catch(() => null)
  if (given?.kind === 'directory') return openDroppedFolder(editor, given as FileSystemDirectoryHandle)
  editor.fail(new PalimpsestError(messages.folderNotDropped({ name })))
}
