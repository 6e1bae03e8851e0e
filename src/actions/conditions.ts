// When actions can be used.
import type { Editor } from '../engine/editor'
import { hasMask } from '../canvas/composePicture'
import type { SavedRecipe } from '../shared/savedRecipe'
import { isOpen } from '../state/document'
import { doing, holds, work, type Work } from './late'

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
/** Why the recipe of what an action is about cannot be used here; empty where it can, or where it is about nothing. */
export const unusable =
  (aboutOf: (work: Work, editor: Editor) => { readonly recipe?: SavedRecipe } | undefined) =>
  (editor: Editor): string => {
    const { now } = work
    const about = now && aboutOf(now, editor)
    return now && about ? now.problemText(editor, about.recipe) : ''
  }
