// Back to the start screen. What was open is one undo away.
import type { Editor } from '../engine/editor'
import { emptyDocument, isOpen } from '../state/document'
import { changeDraft } from '../state/settings'
import { goToPrompt } from './focusing'
import { nothingStaged } from './staging'

/** Closes the picture; the start screen is there again. */
export function closePicture(editor: Editor): void {
  const { document, history, engine, view } = editor
  const state = document.getState()
  if (!isOpen(state)) return
  engine.cancelOfDocument()
  history.commit('history.close', { ...emptyDocument, deletedResults: state.deletedResults })
  view.setState({
    ...nothingStaged,
    crop: undefined,
    cropAspect: undefined,
    transform: undefined,
    viewedResult: undefined,
  })
  changeDraft(editor.settings, { mode: 'edit' })
}

/** An empty canvas for a picture that is to be generated. */
export function newPicture(editor: Editor): void {
  closePicture(editor)
  changeDraft(editor.settings, { mode: 'generate' })
  goToPrompt(editor)
}
