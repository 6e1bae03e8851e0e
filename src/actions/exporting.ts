// From the document to files and the clipboard.
import type { Editor } from '../app/editor'
import { composePicture } from '../canvas/composePicture'
import { copyPicture } from '../files/clipboard'
import { exportName, exportPicture, type ExportFormat } from '../files/exportPicture'
import { saveFile } from '../files/fileDialogs'
import type { Pixels } from '../shared/pixels'
import type { Recipe } from '../shared/recipe'
import { pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import { viewedResult } from './gallery'
import { shownCandidate } from './staging'

/** What is on show: a result of the gallery, a staged one, or the layers. */
export function pictureOnShow(editor: Editor): {
  readonly pixels: Pixels
  readonly recipe: Recipe | undefined
} {
  const state = editor.document.getState()
  const result = viewedResult(editor) ?? shownCandidate(editor)
  if (result) return { pixels: pixelsFromTiled(editor.bitmaps.picture(result.bitmap)), recipe: result.recipe }
  const recipe = state.layers.findLast((layer) => layer.visible && layer.recipe)?.recipe
  return { pixels: composePicture(state, editor.bitmaps), recipe }
}

/** The picture as a file. The recipe of its last visible result goes into PNGs. */
export function encodeOnShow(editor: Editor, format: ExportFormat, quality: number): Promise<Blob> {
  const { pixels, recipe } = pictureOnShow(editor)
  return exportPicture(pixels, { format, quality, recipe })
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

export async function copyToClipboard(editor: Editor): Promise<void> {
  try {
    await copyPicture(pictureOnShow(editor).pixels)
    editor.inform(editor.t('export.copied'))
  } catch (error) {
    editor.fail(error)
  }
}
