// What is done with results of the gallery: looked at, recalled, put to use, deleted.
import type { Editor } from '../engine/editor'
import { draftFromRecipe, type RecipePart } from '../engine/draftRecipe'
import { canvasFor, contained } from '../engine/placeResult'
import { readRecipe } from '../engine/readRecipe'
import { promptOf } from '../shared/savedRecipe'
import type { Candidate } from '../state/document'
import { shownResults, type GalleryResult } from '../state/gallery'
import { changeDraft } from '../state/settings'
import { sayMissingAddOns } from './addOns'
import { replaceInDraft } from './panelSteps'
import { withAccepted, withMasksHidden } from './staging'

const shown = ({ gallery, document }: Pick<Editor, 'gallery' | 'document'>) =>
  shownResults(gallery.getState(), document.getState())

/** The result that is looked at. */
export const viewedResult = (
  editor: Pick<Editor, 'gallery' | 'document' | 'view'>,
): GalleryResult | undefined => shown(editor).find(({ id }) => id === editor.view.getState().viewedResult)

/** Shows the gallery with its newest result large, or leaves it. */
export function toggleGallery(editor: Editor): void {
  if (viewedResult(editor)) return closeResult(editor)
  editor.view.setState({ side: 'gallery', viewedResult: shown(editor)[0]?.id })
}

export const closeResult = ({ view }: Editor): void => view.setState({ viewedResult: undefined })

/** Looks at an older (1) or newer (-1) result. */
export function stepResult(editor: Editor, by: 1 | -1): void {
  const results = shown(editor)
  const at = results.findIndex(({ id }) => id === editor.view.getState().viewedResult)
  const next = results[at + by]
  if (at >= 0 && next) editor.view.setState({ viewedResult: next.id })
}

/** Puts the recipe of the viewed result into the edit panel, or only a part of it. */
export function recallResult(editor: Editor, part?: RecipePart): void {
  const result = viewedResult(editor)
  if (!result) return
  const { recipe, problem } = readRecipe(result.recipe)
  if (!recipe) return editor.fail(problem)
  replaceInDraft(editor, draftFromRecipe(editor.settings.getState().draft, recipe, part), () => ({
    title: editor.t(part ? `gallery.recalled.${part}` : 'gallery.recalled'),
  }))
  if (!part) sayMissingAddOns(editor, recipe)
}

/** Deletes a result from the gallery, as one step; one that is looked at gives way to its neighbour. */
export function deleteResult(editor: Editor, id: string): void {
  const { document, history, view } = editor
  const before = shown(editor)
  const at = before.findIndex((result) => result.id === id)
  if (at < 0) return
  const state = document.getState()
  history.commit('history.deleteResult', { ...state, deletedResults: [...state.deletedResults, id] })
  if (view.getState().viewedResult === id)
    view.setState({ viewedResult: (before[at + 1] ?? before[at - 1])?.id })
}

/** A result as it would be staged now: where nothing is open, it becomes the canvas. */
function staged({ document, bitmaps }: Editor, result: GalleryResult) {
  const { width, height } = bitmaps.picture(result.bitmap)
  const state = document.getState()
  const name = promptOf(result.recipe).trim().slice(0, 60) || 'picture'
  const base = canvasFor(state, { width, height }, name, bitmaps)
  const place = contained({ width, height }, base)
  const { bitmap, recipe, seconds, notes } = result
  const candidate: Candidate = { id: crypto.randomUUID(), bitmap, place, recipe, seconds, notes }
  return { base, candidate }
}

/** Shows the viewed result on the canvas again, to be compared and accepted. */
export function stageResult(editor: Editor): void {
  const result = viewedResult(editor)
  if (!result) return
  const { base, candidate } = staged(editor, result)
  editor.history.commit('history.stage', { ...base, candidates: [...base.candidates, candidate] })
  editor.view.setState({ viewedResult: undefined, candidate: candidate.id, compare: 'result' })
}

/** Makes a layer of the viewed result, and clears the way for the next edit of it. */
export function useResultAsInput(editor: Editor): void {
  const result = viewedResult(editor)
  if (!result) return
  const { base, candidate } = staged(editor, result)
  // What is staged waits on.
  const next = { ...withAccepted(editor, base, candidate), candidates: base.candidates }
  editor.history.commit('history.useAsInput', withMasksHidden(next))
  editor.view.setState({ viewedResult: undefined, candidate: undefined })
  changeDraft(editor.settings, { mode: 'edit' })
}
