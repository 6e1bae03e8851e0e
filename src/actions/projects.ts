// Project files and layered PSDs.
import type { Editor } from '../engine/editor'
import { composePicture } from '../canvas/composePicture'
import { exportPsd } from '../files/exportPsd'
import { saveFile } from '../files/fileDialogs'
import { keepResults, shownResults } from '../state/gallery'
import { sayUnusable } from './keptRecipes'
import { isProject, projectName, readProject, writeProject } from '../files/project/projectFile'

/**
 * Opens a project file as the document, and says so; false when the file is something else. Its results join those of the
 * gallery.
 */
export async function openIfProject(editor: Editor, file: Blob): Promise<boolean> {
  if (!(await isProject(file))) return false
  await openProject(editor, file)
  return true
}

/** Opens a project as the document; its results join those of the gallery. */
export async function openProject(editor: Editor, file: Blob): Promise<void> {
  const { document, gallery, bitmaps } = await readProject(file)
  editor.engine.cancelOfDocument()
  editor.bitmaps.restore(bitmaps)
  keepResults(editor.gallery, editor.bitmaps, gallery)
  const brought = new Set(gallery.map(({ id }) => id))
  const deletedResults = editor.document.getState().deletedResults.filter((id) => !brought.has(id))
  editor.history.commit('history.open', { ...document, deletedResults })
  editor.view.setState({ candidate: undefined, crop: undefined })
  sayUnusable(editor, document, gallery)
}

export const saveProject = (editor: Editor): Promise<void> => {
  const { document, gallery, bitmaps } = editor
  const state = document.getState()
  const results = shownResults(gallery.getState(), state).toReversed()
  return save(editor, projectName(state.name), () => writeProject(state, results, (id) => bitmaps.get(id)))
}

export const saveAsPsd = (editor: Editor): Promise<void> => {
  const { document, bitmaps } = editor
  const state = document.getState()
  return save(editor, `${state.name || 'picture'}.psd`, () =>
    exportPsd(state, (id) => bitmaps.get(id), composePicture(state, bitmaps)),
  )
}

async function save(editor: Editor, name: string, make: () => Promise<Blob>): Promise<void> {
  try {
    const saved = await saveFile(make(), name)
    if (saved) editor.inform(editor.t('export.saved', { name }))
  } catch (error) {
    editor.fail(error)
  }
}
