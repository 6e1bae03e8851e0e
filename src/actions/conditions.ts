// When actions can be used.
import type { Editor } from '../app/editor'
import { hasMask } from '../canvas/composePicture'
import { isOpen } from '../state/document'
import { shownCandidate } from './staging'

export const open = ({ document }: Editor) => isOpen(document.getState())
export const masked = ({ document, bitmaps }: Editor) => hasMask(document.getState(), bitmaps)
export const staged = (editor: Editor) => shownCandidate(editor) !== undefined
export const active = ({ document }: Editor) => document.getState().activeLayer
/** An action on the active layer. */
export const onActive = (act: (editor: Editor, id: string) => void) => (editor: Editor) => {
  const id = active(editor)
  if (id !== undefined) act(editor, id)
}
export const hasActive = (editor: Editor) => active(editor) !== undefined
