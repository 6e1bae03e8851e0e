// From the document to files and the clipboard.
import type { Editor } from '../engine/editor'
import { composePicture } from '../canvas/composePicture'
import { readRecipe } from '../engine/readRecipe'
import { copyPicture } from '../files/clipboard'
import { exportName, exportPicture, type ExportFormat } from '../files/exportPicture'
import { saveFile } from '../files/fileDialogs'
import type { PngChunk } from '../files/png/pngChunks'
import { workChunk } from '../files/png/workChunk'
import { writeProject } from '../files/project/projectFile'
import { recipeChunks } from '../files/recipe-text/recipeText'
import type { Pixels } from '../shared/pixels'
import type { SavedRecipe } from '../shared/savedRecipe'
import { pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import type { Layer } from '../state/document'
import type { ExportedMetadata } from '../state/settings'
import { viewedResult } from './gallery'
import { maskedPart } from './maskedPart'
import { shownCandidate } from './staging'

/** What is on show: a result of the gallery, a staged one, or the layers. */
export function pictureOnShow(editor: Editor): {
  readonly pixels: Pixels
  readonly recipe: SavedRecipe
} {
  const state = editor.document.getState()
  const result = viewedResult(editor) ?? shownCandidate(editor)
  if (result) return { pixels: pixelsFromTiled(editor.bitmaps.picture(result.bitmap)), recipe: result.recipe }
  // A picture that was laid over another one brings its recipe along, which did not make the whole.
  const made = ({ kind, recipe, visible }: Layer, at: number) =>
    visible && recipe !== undefined && (kind === 'result' || at === 0)
  const recipe = state.layers.findLast(made)?.recipe
  return { pixels: composePicture(state, editor.bitmaps), recipe }
}

/** The picture as a file. What the settings say goes into PNGs. */
export async function encodeOnShow(editor: Editor, format: ExportFormat, quality: number): Promise<Blob> {
  const { pixels } = pictureOnShow(editor)
  const texts = format === 'png' ? await metadataOnShow(editor, editor.settings.getState().metadata) : []
  return exportPicture(pixels, { format, quality, texts })
}

/** The recipe of the last visible result, or of the picture that was opened, and the work that it is part of. */
export async function metadataOnShow(
  editor: Editor,
  metadata: ExportedMetadata,
): Promise<readonly PngChunk[]> {
  if (metadata === 'nothing') return []
  const { recipe } = pictureOnShow(editor)
  const texts = recipe === undefined ? [] : recipeChunks(recipe, readRecipe(recipe).recipe)
  if (metadata === 'recipe') return texts
  const { document, bitmaps } = editor
  const project = await writeProject(document.getState(), [], (id) => bitmaps.get(id))
  return [...texts, await workChunk(project)]
}

export async function exportAs(editor: Editor, format: ExportFormat, quality: number): Promise<void> {
  const name = exportName(editor.document.getState().name, format)
  try {
    const saved = await saveFile(encodeOnShow(editor, format, quality), name)
    if (saved) editor.inform(editor.t('export.saved', { name }))
  } catch (error) {
    editor.fail(error)
  }
}

/**
 * The picture, or the part of it that is masked; a result that is looked at as a whole.
 * @returns whether the browser took it
 */
export async function copyToClipboard(editor: Editor): Promise<boolean> {
  const looksAtResult = (viewedResult(editor) ?? shownCandidate(editor)) !== undefined
  const part = looksAtResult ? undefined : maskedPart(editor)
  try {
    await copyPicture(part?.pixels ?? pictureOnShow(editor).pixels)
    editor.view.setState({ copied: part?.place })
    editor.inform(editor.t(part ? 'export.copiedPart' : 'export.copied'))
    return true
  } catch (error) {
    editor.fail(error)
    return false
  }
}
