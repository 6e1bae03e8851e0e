// When actions can be used.
import type { Editor } from '../engine/editor'
import { hasMask } from '../canvas/composePicture'
import { isOpen } from '../state/document'
import { viewedResult } from './gallery'
import { shownCandidate } from './staging'

export const open = ({ document }: Editor) => isOpen(document.getState())
export const masked = ({ document, bitmaps }: Editor) => hasMask(document.getState(), bitmaps)
/** A result of the gallery is looked at; it covers the canvas. */
export const viewing = (editor: Editor) => viewedResult(editor) !== undefined
export const staged = (editor: Editor) => shownCandidate(editor) !== undefined && !viewing(editor)
export const active = ({ document }: Editor) => document.getState().activeLayer
/** An action on the active layer. */
export const onActive = (act: (editor: Editor, id: string) => void) => (editor: Editor) => {
  const id = active(editor)
  if (id !== undefined) act(editor, id)
}
export const hasActive = (editor: Editor) => active(editor) !== undefined
