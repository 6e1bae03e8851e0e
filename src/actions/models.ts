// Opening checkpoints: what is open becomes the choice, what fails does not.
import type { Editor } from '../engine/editor'
import { readModelAddress } from '../engine/modelAddress'
import { chooseCheckpointFolder } from '../files/chooseCheckpointFolder'
import { chooseFile } from '../files/fileDialogs'
import { holdsCheckpoint } from '../files/holdsCheckpoint'
import type { CheckpointSource } from '../shared/protocol/sources'
import type { ShelfModel } from '../engine/shelf'
import { changeDraft } from '../state/settings'
import { openAddOnAt } from './addOns'

export type OpenedModel = 'opened' | 'dismissed' | 'misread'

/** @throws ErrorReport of what is wrong with it. */
async function openAndChoose(
  { engine, settings }: Editor,
  id: string,
  source: CheckpointSource,
): Promise<void> {
  const { mode } = settings.getState().draft
  await engine.openCheckpoint(id, source)
  changeDraft(settings, { checkpoint: { ...settings.getState().draft.checkpoint, [mode]: id } })
}

/** @throws ErrorReport, as the others here */
export async function openCheckpointFolder(editor: Editor): Promise<OpenedModel> {
  const chosen = await chooseCheckpointFolder()
  if (!chosen) return 'dismissed'
  await openAndChoose(editor, chosen.name, chosen.source)
  return 'opened'
}

export async function openCheckpointFromDisk(editor: Editor): Promise<OpenedModel> {
  const chosen = await chooseFile('checkpoint')
  if (!chosen) return 'dismissed'
  await openCheckpointFile(editor, chosen.file)
  return 'opened'
}

const openCheckpointFile = (editor: Editor, file: File): Promise<void> =>
  openAndChoose(editor, file.name.replace(/\.[^.]*$/, ''), { kind: 'file', file })

export async function openCheckpointAt(editor: Editor, typed: string): Promise<OpenedModel> {
  const address = readModelAddress(typed)
  if (!address) return 'misread'
  await openAndChoose(editor, address.id, address.source)
  return 'opened'
}

/** Opens a folder that was dropped as a checkpoint; one that is none is told. */
export async function openDroppedFolder(editor: Editor, handle: FileSystemDirectoryHandle): Promise<void> {
  editor.inform(editor.t('checkpoint.openingFile', { name: handle.name }))
  await openAndChoose(editor, handle.name, { kind: 'folder', handle }).catch((error: unknown) =>
    editor.fail(error),
  )
}

/** Opens a model of the shelf: a checkpoint is chosen, an add-on used, a network waits in the guide that reads it. */
export async function openFromShelf(
  editor: Editor,
  { kind, address, purpose }: ShelfModel,
): Promise<OpenedModel> {
  if (kind === 'checkpoint') return openCheckpointAt(editor, address)
  if (kind === 'add-on') {
    openAddOnAt(editor, address)
    return 'opened'
  }
  const { id, source } = readModelAddress(address)!
  editor.engine.openNetwork(id, source)
  editor.inform(editor.t(purpose === 'adapter' ? 'shelf.adapterOpen' : 'shelf.networkOpen', { name: id }))
  return 'opened'
}

/** Opens a file that was dropped if it holds a whole checkpoint; whether it does. */
export async function openDroppedCheckpoint(editor: Editor, file: File): Promise<boolean> {
  if (!(await holdsCheckpoint(file))) return false
  editor.inform(editor.t('checkpoint.openingFile', { name: file.name }))
  await openCheckpointFile(editor, file).catch((error: unknown) => editor.fail(error))
  return true
}
