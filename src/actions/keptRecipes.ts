// Recipes that came with opened work and cannot be used here.
import type { Editor } from '../engine/editor'
import { readRecipe, unusableRecipes } from '../engine/readRecipe'
import type { SavedRecipe } from '../shared/savedRecipe'
import type { DocumentState } from '../state/document'
import type { GalleryResult } from '../state/gallery'
import { errorLine } from '../strings/worded'

/** Says of opened work which of its recipes cannot be used here, and that they are kept. */
export function sayUnusable(
  editor: Editor,
  document: DocumentState,
  gallery: readonly GalleryResult[] = [],
): void {
  const unusable = unusableRecipes(document, gallery)
  if (unusable.length === 0) return
  const title =
    unusable.length === 1
      ? editor.t('open.recipeKept')
      : editor.t('open.recipesKept', { count: unusable.length })
  editor.inform(title, problemText(editor, unusable[0]))
}

/** Why a saved recipe cannot be used here and what to do, in the language of the page; empty where it can. */
export function problemText({ settings }: Pick<Editor, 'settings'>, saved: SavedRecipe): string {
  const { problem } = readRecipe(saved)
  if (!problem) return ''
  const { language } = settings.getState()
  return errorLine(language, problem)
}
