// Project files and layered PSDs.
import { guideMetas } from '../../workers/guidance/list'
import type { Editor } from '../engine/editor'
import { composePicture } from '../canvas/composePicture'
import { exportPsd } from '../files/exportPsd'
import { saveFile } from '../files/fileDialogs'
import { isSameJson } from '../shared/unusedFields'
import { keepResults, shownResults } from '../state/gallery'
import type { GuideCard } from '../state/settings'
import { sayUnusable } from './keptRecipes'
import { replaceCards } from './panelSteps'
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
  const { document, gallery, bitmaps, guides } = await readProject(file)
  editor.engine.cancelOfDocument()
  editor.bitmaps.restore(bitmaps)
  keepResults(editor.gallery, editor.bitmaps, gallery)
  const brought = new Set(gallery.map(({ id }) => id))
  const deletedResults = editor.document.getState().deletedResults.filter((id) => !brought.has(id))
  editor.history.commit('history.open', { ...document, deletedResults })
  editor.view.setState({ candidate: undefined, crop: undefined })
  if (guides) bringGuides(editor, guides)
  sayUnusable(editor, document, gallery)
}

const isKept = ({ id }: GuideCard): boolean => guideMetas.get(id)?.keptWithDocument === true

/** Puts a document's own guides into the panel, in the place of those of the document before. They go again with its step. */
function bringGuides(editor: Editor, guides: readonly GuideCard[]): void {
  const before = editor.settings.getState().draft.guides
  const others = before.filter((card) => !isKept(card))
  const keys = new Set(others.map(({ key }) => key))
  const brought = guides.filter((card) => isKept(card) && !keys.has(card.key))
  if (isSameJson(brought, before.filter(isKept))) return
  replaceCards(editor, isKept, brought)
}

export const saveProject = (editor: Editor): Promise<void> => {
  const { document, gallery, bitmaps, settings } = editor
  const state = document.getState()
  const results = shownResults(gallery.getState(), state).toReversed()
  const guides = settings.getState().draft.guides.filter(isKept)
  return save(editor, projectName(state.name), () =>
    writeProject(state, results, (id) => bitmaps.get(id), guides),
  )
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
