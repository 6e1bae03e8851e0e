// Recipes that came with opened work and cannot be used here.
import type { Editor } from '../engine/editor'
import { readRecipe, unusableRecipes } from '../engine/readRecipe'
import { unusedOfWork } from '../files/project/documentReaders'
import { unusedText } from '../shared/unusedFields'
import type { SavedRecipe } from '../shared/savedRecipe'
import type { DocumentState } from '../state/document'
import type { GalleryResult } from '../state/gallery'
import { errorLine } from '../strings/worded'

/** Names that a notice has room for. */
const mostSaid = 8
/** Both notices are long. */
const lastsMs = 20_000

/** Says of opened work which of its recipes cannot be used here, and that they are kept. */
export function sayUnusable(
  editor: Editor,
  document: DocumentState,
  gallery: readonly GalleryResult[] = [],
): void {
  const fields = unusedOfWork(document, gallery)
  if (fields.length > 0)
    editor.inform(editor.t('panel.unused', { fields: unusedText(fields.slice(0, mostSaid)) }), undefined, {
      lastsMs,
    })
  const unusable = unusableRecipes(document, gallery)
  if (unusable.length === 0) return
  const title =
    unusable.length === 1
      ? editor.t('open.recipeKept')
      : editor.t('open.recipesKept', { count: unusable.length })
  editor.inform(title, problemText(editor, unusable[0]), { lastsMs })
}

/** Why a saved recipe cannot be used here and what to do, in the language of the page; empty where it can. */
export function problemText({ settings }: Pick<Editor, 'settings'>, saved: SavedRecipe): string {
  const { problem } = readRecipe(saved)
  if (!problem) return ''
  const { language } = settings.getState()
  return errorLine(language, problem)
}

/** Gives up the edits that another version left waiting. */
export function forgetUnusable({ jobs, history }: Pick<Editor, 'jobs' | 'history'>): void {
  const { unusable } = jobs.getState()
  if (!unusable) return
  const { others } = unusable
  jobs.setState({
    unusable: Object.keys(others).length > 0 ? { queue: [], others, bitmaps: unusable.bitmaps } : undefined,
  })
  history.sweep()
}
