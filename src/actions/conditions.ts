// When actions can be used.
import type { Editor } from '../engine/editor'
import { hasMask } from '../canvas/composePicture'
import { isOpen } from '../state/document'
import { doing, holds, type Work } from './late'

export const open = ({ document }: Editor) => isOpen(document.getState())
export const masked = ({ document, bitmaps }: Editor) => hasMask(document.getState(), bitmaps)
/** A result of the gallery is looked at; it covers the canvas. */
export const viewing = holds(({ viewedResult }, editor) => viewedResult(editor) !== undefined)
export const staged = holds(
  ({ shownCandidate }, editor) => shownCandidate(editor) !== undefined && !viewing(editor),
)
export const active = ({ document }: Editor) => document.getState().activeLayer
/** An action on the active layer. */
export const onActive = (act: (work: Work, editor: Editor, id: string) => unknown) =>
  doing((work, editor) => {
    const id = active(editor)
    if (id !== undefined) act(work, editor, id)
  })
export const hasActive = (editor: Editor) => active(editor) !== undefined
