// Which word made what: maps of the words of a finished edit, and masks that are made of them.
import type { Editor } from '../engine/editor'
import { composePicture } from '../canvas/composePicture'
import { otherThings } from '../canvas/kernels/otherThings'
import { maskFromMaps } from '../canvas/kernels/maskFromMaps'
import type { ChosenWords } from '../canvas/kernels/toldApart'
import { pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import { commandJoining, joinMask } from '../canvas/shapeMask'
import { captionOf } from '../engine/captionOf'
import { onceOpen } from '../engine/onceOpen'
import { readRecipe } from '../engine/readRecipe'
import { workingSize } from '../engine/workingSize'
import type { Pixels, Region } from '../shared/pixels'
import { recipeVersion, type Recipe } from '../shared/recipe'
import type { SavedRecipe } from '../shared/savedRecipe'
import { activeLayerOf, isOpen } from '../state/document'
import type { WordMapKind } from '../shared/protocol/request'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { MappedWords } from '../state/jobs'
import { stageResult, viewedResult } from './gallery'
import { documentBefore, knowsOrigin, recipeInputs } from './recipeInputs'
import { shownCandidate } from './staging'

interface Made {
  readonly id: string
  readonly recipe: SavedRecipe
  /** Where it lies on the canvas. */
  readonly place: Region
}

/** The finished edit that is on show: a staged result, or the active layer. */
export function madeOnShow(editor: Pick<Editor, 'document' | 'view' | 'bitmaps'>): Made | undefined {
  const candidate = shownCandidate(editor)
  if (candidate) return candidate
  const layer = activeLayerOf(editor.document.getState())
  if (layer?.recipe === undefined) return undefined
  const { width, height } = editor.bitmaps.get(layer.bitmap)
  return { id: layer.id, recipe: layer.recipe, place: { left: layer.x, top: layer.y, width, height } }
}

/** Opens the words of what is on show, or closes them; maps that are not there yet are asked for. */
export async function toggleWords(editor: Editor): Promise<void> {
  const { view, jobs, bitmaps } = editor
  const made = madeOnShow(editor)
  if (!made || view.getState().wordsOf === made.id) return closeWords(editor)
  const { recipe, problem } = readRecipe(made.recipe)
  if (!recipe) return editor.fail(problem)
  view.setState({ wordsOf: made.id, word: undefined, compare: 'result' })
  if (jobs.getState().wordMaps?.of === made.id) return
  const state = documentBefore(editor, made.recipe, made.id)
  const whole = recipe.image === undefined ? made.place : { left: 0, top: 0, ...sizeOf(state) }
  const images = recipeInputs(recipe, state, bitmaps)
  const maps = await mapped(editor, 'edit', { of: made.id, recipe, images, place: whole })
  if (maps) jobs.setState({ wordMaps: maps })
  // What failed or was cancelled can be asked for again.
  else if (view.getState().wordsOf === made.id) closeWords(editor)
}

/** Puts the viewed result of the gallery on the canvas again, and opens its words. */
export async function showWordsOfViewed(editor: Editor): Promise<void> {
  const result = viewedResult(editor)
  if (!result) return
  const { recipe, problem } = readRecipe(result.recipe)
  if (!recipe) return editor.fail(problem)
  const { width } = editor.bitmaps.picture(result.bitmap)
  if (recipe.image === undefined && width !== recipe.width * (recipe.enlarge ?? 1))
    return editor.inform(editor.t('words.several'))
  if (recipe.image !== undefined && !knowsOrigin(editor, result.recipe))
    return editor.inform(editor.t('words.noOrigin'))
  stageResult(editor)
  await toggleWords(editor)
}

interface Asked {
  /** What the maps are of: a result, a layer, the picture. */
  readonly of: string
  readonly recipe: Recipe
  readonly images: Readonly<Record<string, Pixels>>
  /** Where on the canvas they lie, unless they say it. */
  readonly place: Region
}

/** @returns nothing where it failed or was cancelled */
async function mapped(
  { engine }: Editor,
  kind: WordMapKind,
  { of, recipe, images, place }: Asked,
): Promise<MappedWords | undefined> {
  const maps = await engine.mapWords(kind, of, recipe, images)
  if (!maps) return undefined
  return { ...maps, of, place: maps.region ?? place }
}

export function closeWords({ view, jobs, engine }: Editor): void {
  const { wordsOf } = view.getState()
  const asked = jobs.getState().jobs.find(({ wordsOf: of }) => of !== undefined && of === wordsOf)
  if (asked) engine.cancel(asked.id)
  view.setState({ wordsOf: undefined, word: undefined, pointed: undefined })
}

/** Joins what a word made to the mask. */
export function selectWord(editor: Editor, word: number): void {
  const { jobs } = editor
  const { wordMaps } = jobs.getState()
  if (!wordMaps) return
  selectWords(editor, wordMaps, { words: [word], against: otherThings(wordMaps, word) })
}

/** Joins what words say of a picture that the document shows to the mask. */
function selectWords(editor: Editor, maps: MappedWords, chosen: ChosenWords): void {
  const mask = maskFromMaps(maps, chosen, pictureUnder(editor))
  if (mask.data.every((value) => value === 0)) return editor.inform(editor.t('words.nothing'))
  joinMask(editor, mask, { operation: commandJoining(editor), name: 'history.maskWord' })
  editor.view.setState({ showMasks: true })
}

/** The canvas with the staged result over it: what a selection is to follow the edges of. */
function pictureUnder(editor: Editor): Pixels {
  const { document, bitmaps } = editor
  const state = document.getState()
  const candidate = shownCandidate(editor)
  const { width, height } = state
  if (candidate?.place.width === width && candidate.place.height === height) {
    const pixels = pixelsFromTiled(bitmaps.picture(candidate.bitmap))
    if (pixels.width === width && pixels.height === height) return pixels
  }
  return composePicture(state, bitmaps)
}

/** Asks for what a text names in the picture on the canvas; what is found joins the mask when it arrives. */
export async function findByWords(editor: Editor, text: string): Promise<void> {
  const { document, bitmaps, jobs, settings } = editor
  if (!isOpen(document.getState()) || text.trim() === '') return
  const checkpoint = await onceOpen(jobs, settings.getState().draft.checkpoint.generate)
  if (!checkpoint) return editor.inform(editor.t('run.noCheckpoint'))
  const state = document.getState()
  if (!isOpen(state)) return
  const picture = composePicture(state, bitmaps)
  const maps = await mapped(editor, 'picture', {
    of: 'picture',
    recipe: captionRecipe(captionOf(text), checkpoint, picture),
    images: { image: picture },
    place: { left: 0, top: 0, ...sizeOf(state) },
  })
  if (maps) selectWords(editor, maps, { words: tellingWords(maps) })
}

/** The picture with a caption. It is only looked at: of the steps, some noise levels are taken. */
const captionRecipe = (prompt: string, checkpoint: CheckpointSummary, picture: Pixels): Recipe => ({
  version: recipeVersion,
  checkpoint: checkpoint.id,
  prompt,
  negativePrompt: '',
  seed: 0,
  steps: 50,
  eta: 0,
  clipSkip: 0,
  ...workingSize(picture, checkpoint),
  image: 'image',
  feather: 0,
  keepUnchanged: false,
  guides: [],
})

const articles = new Set(['a', 'an', 'the'])

/** The words that name something; all of them where none does. */
function tellingWords({ words }: MappedWords): readonly number[] {
  const all = words.map((_, at) => at)
  const telling = all.filter((at) => !articles.has(words[at]!.text.toLowerCase()))
  return telling.length > 0 ? telling : all
}

const sizeOf = ({ width, height }: { readonly width: number; readonly height: number }) => ({ width, height })
