// The recipe of what is on show, for another program.
import type { Editor } from '../engine/editor'
import { readRecipe } from '../engine/readRecipe'
import { fileNameOf } from '../files/exportPicture'
import { saveFile } from '../files/fileDialogs'
import { exportAs, fileNameFor, type OtherProgram } from '../interchange/exportAs'
import type { KnownAddOns } from '../interchange/usedAddOns'
import { PalimpsestError } from '../shared/errors'
import { worded } from '../strings/worded'
import { pictureOnShow } from './exporting'
import { messages } from './messages'

/** Saves a script or workflow, and says what it leaves out. */
export async function exportRecipeFor(editor: Editor, program: OtherProgram): Promise<void> {
  try {
    const { recipe, problem } = readRecipe(pictureOnShow(editor).recipe)
    if (!recipe) throw problem ?? new PalimpsestError(messages.noRecipe())
    const { text, leftOut } = await exportAs(program, recipe, {
      isXl: isXlHere(editor, recipe.checkpoint),
      addOns: addOnsHere(editor),
    })
    const { name: named } = editor.document.getState()
    const name = fileNameFor(program, fileNameOf(named))
    const saved = await saveFile(Promise.resolve(new Blob([text])), name)
    const { language } = editor.settings.getState()
    const said = leftOut.map((sentence) => worded(language, sentence)).join(' ')
    if (saved) editor.inform(editor.t('export.saved', { name }), said || undefined)
  } catch (error) {
    editor.fail(error)
  }
}

/** What the add-ons that are open are. */
const addOnsHere = (editor: Editor): KnownAddOns =>
  Object.fromEntries(
    editor.jobs.getState().addOns.flatMap(({ id, summary }) => (summary ? [[id, summary]] : [])),
  )

/** Whether a checkpoint that is open is of Stable Diffusion XL. */
const isXlHere = (editor: Editor, id: string): boolean | undefined =>
  editor.jobs.getState().checkpoints.find((entry) => entry.id === id)?.summary?.isXl
