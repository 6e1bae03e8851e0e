// Opening pictures and projects. What is opened over another one is a step like any other: undo brings the earlier one back.
import type { Editor } from '../engine/editor'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { draftFromParameters } from '../engine/draftParameters'
import { draftFromRecipe } from '../engine/draftRecipe'
import { leftOutOfRecipe } from '../engine/leftOutOfRecipe'
import { readRecipe } from '../engine/readRecipe'
import { showsOtherWorld } from '../engine/smallWorld'
import { chooseFile } from '../files/fileDialogs'
import { flawNote } from '../files/flaws'
import { messages as fileMessages } from '../files/messages'
import { fetchPicture, openPicture, type OpenedPicture } from '../files/openPicture'
import { workIn } from '../files/png/workChunk'
import { openScaledDown, scaledDownSize } from '../files/scaledDown'
import { maySet } from '../files/recipe-text/maySet'
import { readRecipeText, readSettings, type RecipeText } from '../files/recipe-text/recipeText'
import type { Recipe } from '../shared/recipe'
import { summaryOf } from '../state/jobs'
import { emptyDocument, isOpen, withNewLayer, type Layer } from '../state/document'
import { PalimpsestError, reportOf } from '../shared/errors'
import { wordedError } from '../strings/worded'
import { notify } from '../ui/notices'
import { sayMissingAddOns } from './addOns'
import { messages } from './messages'
import { replaceInDraft } from './panelSteps'
import { openIfProject, openProject } from './projects'

/** Opens a picture or a project as the document. The recipe inside a picture, if any, goes into the edit panel. */
export async function openAsDocument(editor: Editor, file: Blob): Promise<void> {
  try {
    if (await openIfProject(editor, file)) return
    const work = await workIn(file)
    if (!work) return show(editor, await openPicture(file))
    await openProject(editor, work.project)
    const text = readRecipeText(work.texts)
    if (text) restoreRecipe(editor, text, { withStep: true })
  } catch (error) {
    await failOrOffer(editor, error, file, (picture) => show(editor, picture))
  }
}

/** Says what is wrong; of a picture that is too large only, offers it scaled down. */
async function failOrOffer(
  editor: Editor,
  error: unknown,
  file: Blob,
  take: (picture: OpenedPicture) => void,
): Promise<void> {
  const size = await scaledDownSize(file)
  if (!size) return editor.fail(error)
  const { t, settings } = editor
  const { message, hint } = wordedError(settings.getState().language, reportOf(error))
  notify({
    kind: 'error',
    title: message,
    hint,
    action: {
      label: t('open.scaleDown', { width: size.width, height: size.height }),
      run: () => void openScaledDown(file, size).then(take).catch(editor.fail),
    },
  })
}

/** @param bundled whether it comes with the program */
export async function openFromAddress(
  editor: Editor,
  address: string,
  { bundled }: { readonly bundled?: true } = {},
): Promise<void> {
  const take = (picture: OpenedPicture) => show(editor, picture, { ...(bundled && { bundled }) })
  const file = await fetchPicture(address).catch(editor.fail)
  if (!file) return
  try {
    take(await openPicture(file))
  } catch (error) {
    await failOrOffer(editor, error, file, take)
  }
}

/** Larger texts are no settings of an edit. */
const largestSettings = 4_000_000

/**
 * Takes the settings of a file that is a text into the edit panel, and says so where it holds none.
 * @returns whether it was one
 */
export async function openIfSettings(editor: Editor, file: File): Promise<boolean> {
  if (!/\.(?:json|txt)$/i.test(file.name) || file.size > largestSettings) return false
  const text = await file.text()
  const settings = readSettings(text)
  if (!settings && !maySet(text)) return false
  if (settings) restoreRecipe(editor, settings, { withStep: false })
  else editor.fail(new PalimpsestError(messages.noSettings({ name: file.name })))
  return true
}

/** Takes the settings of a text that was pasted; one that holds none changes nothing. */
export function pasteSettings(editor: Editor, text: string): void {
  const settings = readSettings(text)
  if (settings) restoreRecipe(editor, settings, { withStep: false })
}

/** Puts the picture at an address on top of the document. */
export async function addFromAddress(editor: Editor, address: string): Promise<void> {
  try {
    await addAsLayer(editor, await fetchPicture(address))
  } catch (error) {
    editor.fail(error)
  }
}

export async function openFromDisk(editor: Editor): Promise<void> {
  try {
    const chosen = await chooseFile('picture', 'project', 'settings')
    if (chosen && !(await openIfSettings(editor, chosen.file))) await openAsDocument(editor, chosen.file)
  } catch (error) {
    editor.fail(error)
  }
}

/** Puts a picture on top of the document; without a document it becomes one, and so does a project. */
export async function addAsLayer(editor: Editor, file: Blob): Promise<void> {
  const state = editor.document.getState()
  if (!isOpen(state)) return openAsDocument(editor, file)
  try {
    if (await openIfProject(editor, file)) return
    put(editor, await openPicture(file))
  } catch (error) {
    await failOrOffer(editor, error, file, (picture) => put(editor, picture))
  }
}

/** On top of the document: in its middle, or where it was copied from. */
function put(editor: Editor, picture: OpenedPicture): void {
  const state = editor.document.getState()
  const { width, height } = picture.pixels
  const { copied } = editor.view.getState()
  const isCopied = copied?.width === width && copied.height === height
  const middle = { left: Math.round((state.width - width) / 2), top: Math.round((state.height - height) / 2) }
  const { left, top } = isCopied ? copied : middle
  const place = { x: left, y: top }
  // A part of what is known to the bundled checkpoints is known to them, too.
  const origin = isCopied && !showsOtherWorld(state) ? { bundled: true as const } : {}
  const layer = { ...imageLayer(editor, picture, recipeTextOf(editor, picture)), ...place, ...origin }
  editor.history.commit('history.addLayer', withNewLayer(state, layer))
  editor.view.setState({ tool: 'move' })
  informOf(editor, picture)
}

function show(editor: Editor, picture: OpenedPicture, origin: Pick<Layer, 'bundled'> = {}): void {
  const { width, height } = picture.pixels
  editor.engine.cancelOfDocument()
  const text = recipeTextOf(editor, picture)
  const layer = { ...imageLayer(editor, picture, text), ...origin }
  editor.history.commit('history.open', {
    ...emptyDocument,
    name: picture.name,
    width,
    height,
    layers: [layer],
    activeLayer: layer.id,
    deletedResults: editor.document.getState().deletedResults,
  })
  editor.view.setState({ candidate: undefined, crop: undefined })
  informOf(editor, picture)
  if (text) restoreRecipe(editor, text, { withStep: true })
}

/** What a person should know of a picture that was opened. */
function informOf(editor: Editor, { name, animated, flaw }: OpenedPicture): void {
  if (animated) editor.inform(editor.t('open.firstFrame'))
  if (flaw) editor.inform(flawNote(flaw, fileMessages.named({ name })))
}

/** The picture as a layer. A recipe of ours stays with it as it was saved, usable or not, and is exported again with it. */
const imageLayer = (
  { bitmaps }: Editor,
  { name, pixels }: OpenedPicture,
  text: RecipeText | undefined,
): Layer => ({
  id: crypto.randomUUID(),
  kind: 'image',
  name,
  bitmap: bitmaps.add(tiledFromPixels(pixels)),
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
  ...(text?.kind === 'recipe' && { recipe: text.saved }),
})

/** What a picture says of how it was made; the picture is opened even where that is of no use. */
function recipeTextOf(editor: Editor, { texts }: OpenedPicture): RecipeText | undefined {
  try {
    return readRecipeText(texts)
  } catch (error) {
    editor.fail(error)
    return undefined
  }
}

/** @param withStep whether undoing what was opened with it takes it back as well */
function restoreRecipe(editor: Editor, text: RecipeText, { withStep }: { readonly withStep: boolean }): void {
  const { settings, jobs } = editor
  if (text.kind === 'recipe') {
    const { recipe, problem } = readRecipe(text.saved)
    if (!recipe) return editor.fail(problem)
    const told = () => ({
      title: editor.t('open.recipeRestored'),
      hint: leftOutText(editor, leftOutOf(editor, recipe)),
    })
    replaceInDraft(editor, draftFromRecipe(settings.getState().draft, recipe), told, { withStep })
    sayMissingAddOns(editor, recipe)
  } else if (text.kind === 'foreign') {
    editor.inform(editor.t('open.foreign', { keys: text.keywords.join(', ') }))
  } else {
    const knows = (id: string) => summaryOf(jobs.getState(), id) !== undefined
    const { draft, leftOut } = draftFromParameters(settings.getState().draft, text.recipe, knows)
    const told = () => ({
      title: editor.t('open.parametersRestored'),
      hint: leftOutText(editor, [...leftOut, ...text.ignored]),
    })
    replaceInDraft(editor, draft, told, { withStep })
  }
}

const leftOutText = ({ t }: Editor, keys: readonly string[]) =>
  keys.length > 0 ? t('open.ignored', { keys: keys.join(', ') }) : undefined

/** None where its checkpoint is not open yet. */
function leftOutOf({ document, settings, jobs }: Editor, recipe: Recipe): readonly string[] {
  const checkpoint = summaryOf(jobs.getState(), recipe.checkpoint)
  return checkpoint ? leftOutOfRecipe(recipe, settings.getState().draft, checkpoint, document.getState()) : []
}
