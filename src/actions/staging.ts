// What is done with finished edits: looked at, accepted, discarded, tried again.
import type { Editor } from '../engine/editor'
import { scalePixels } from '../canvas/kernels/scalePixels'
import { pixelsFromTiled, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import { draftFromRecipe } from '../engine/draftRecipe'
import { contained } from '../engine/placeResult'
import { readRecipe } from '../engine/readRecipe'
import { promptOf } from '../shared/savedRecipe'
import {
  limitsEdit,
  withLayer,
  withNewLayer,
  type Candidate,
  type DocumentState,
  type Layer,
} from '../state/document'
import { changeDraft } from '../state/settings'
import { goToPrompt } from './focusing'
import { randomSeed } from './randomSeed'
import { runEdit } from './running'

/** The candidate that is on show. */
export const shownCandidate = ({
  document,
  view,
}: Pick<Editor, 'document' | 'view'>): Candidate | undefined =>
  document.getState().candidates.find(({ id }) => id === view.getState().candidate)

/** Follows the stores for as long as the page lives: results that come back by undo or redo are shown again, where none is. */
export function followReturned({ document, view }: Pick<Editor, 'document' | 'view'>): void {
  document.subscribe(({ candidates }, before) => {
    if (candidates === before.candidates) return
    const shown = view.getState().candidate
    if (candidates.some(({ id }) => id === shown)) return
    const returned = candidates.find(({ id }) => !before.candidates.some((other) => other.id === id))
    if (returned) view.setState({ candidate: returned.id, compare: 'result', against: undefined })
  })
}

/** Shows the next or previous candidate, round about. */
export function stepCandidate({ document, view }: Editor, by: 1 | -1): void {
  const { candidates } = document.getState()
  const at = candidates.findIndex(({ id }) => id === view.getState().candidate)
  const next = candidates[(Math.max(at, 0) + (at < 0 ? 0 : by) + candidates.length) % candidates.length]
  if (next) view.setState({ candidate: next.id, compare: 'result', against: undefined })
}

/** The shown candidate becomes a layer; the other candidates go. Masks stay above it. */
export function acceptCandidate(editor: Editor): void {
  const candidate = shownCandidate(editor)
  if (!candidate) return
  editor.history.commit('history.accept', withAccepted(editor, editor.document.getState(), candidate))
  editor.view.setState({ ...nothingStaged, restingMasks: masksOf(editor.document.getState()) })
}

/** The view once no result waits any more. */
export const nothingStaged = { candidate: undefined, against: undefined, grid: false, marked: [] } as const

/** The masks of the edit, by their pixels: painted on again, they are others. */
export const masksOf = ({ layers }: DocumentState) => layers.filter(limitsEdit).map(({ bitmap }) => bitmap)

/**
 * The document with a result as a layer, above the pictures and below the masks, and nothing staged. What was run again takes
 * the place of the layer that it was run for.
 */
export function withAccepted(
  { bitmaps }: Pick<Editor, 'bitmaps'>,
  state: DocumentState,
  candidate: Omit<Candidate, 'id'>,
): DocumentState {
  const { recipe, basis, replaces } = candidate
  const bitmap = bitmaps.picture(candidate.bitmap)
  // The first layer gives the canvas its size: nothing of it is lost, whichever of several results it is.
  const isFirst = state.layers.length === 0
  const place = isFirst ? contained(bitmap, bitmap) : candidate.place
  const canvas = isFirst ? { width: bitmap.width, height: bitmap.height } : {}
  const fits = bitmap.width === place.width && bitmap.height === place.height
  const made = {
    bitmap: fits ? candidate.bitmap : bitmaps.add(scaled(bitmap, place)),
    x: place.left,
    y: place.top,
    recipe,
    ...(basis && { basis }),
  }
  if (state.layers.some(({ id }) => id === replaces))
    return { ...withLayer(state, replaces!, made), candidates: [], activeLayer: replaces }
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind: isFirst ? 'image' : 'result',
    name: promptOf(recipe).trim().slice(0, 60),
    visible: true,
    opacity: 1,
    ...made,
  }
  const topPicture = state.layers.findLast(({ kind }) => kind !== 'mask')
  const next = withNewLayer({ ...state, ...canvas, candidates: [] }, layer, topPicture?.id)
  // Below every mask, where there is no picture to be above of.
  return topPicture ? next : { ...next, layers: [layer, ...state.layers] }
}

const scaled = (bitmap: ReturnType<Editor['bitmaps']['picture']>, { width, height }: Candidate['place']) =>
  tiledFromPixels(scalePixels(pixelsFromTiled(bitmap), width, height))

export function discardCandidate(editor: Editor): void {
  const candidate = shownCandidate(editor)
  if (!candidate) return
  const state = editor.document.getState()
  const at = state.candidates.indexOf(candidate)
  const candidates = state.candidates.toSpliced(at, 1)
  editor.history.commit('history.discard', { ...state, candidates })
  editor.view.setState({ candidate: candidates[Math.min(at, candidates.length - 1)]?.id, compare: 'result' })
}

export function discardAllCandidates({ document, history, view }: Editor): void {
  const state = document.getState()
  if (state.candidates.length === 0) return
  history.commit('history.discardAll', { ...state, candidates: [] })
  view.setState(nothingStaged)
}

/** The shown candidate's edit once more, with another seed. */
export function tryAgain(editor: Editor): void {
  const candidate = shownCandidate(editor)
  if (candidate) {
    const { recipe, problem } = readRecipe(candidate.recipe)
    if (!recipe) return editor.fail(problem)
    editor.settings.setState(({ draft }) => ({
      draft: { ...draftFromRecipe(draft, recipe), seedLocked: false },
    }))
  }
  changeDraft(editor.settings, { seed: randomSeed() })
  runEdit(editor)
}

/** The next edit is of the whole picture. */
export const withMasksHidden = (state: DocumentState): DocumentState => ({
  ...state,
  layers: state.layers.map((layer) => (limitsEdit(layer) ? { ...layer, visible: false } : layer)),
})

/** Accepts the candidate and clears the way for the next edit of it. */
export function useAsInput(editor: Editor): void {
  const candidate = shownCandidate(editor)
  if (!candidate) return
  const next = withAccepted(editor, editor.document.getState(), candidate)
  editor.history.commit('history.useAsInput', withMasksHidden(next))
  editor.view.setState(nothingStaged)
  changeDraft(editor.settings, { mode: 'edit' })
  goToPrompt(editor, { select: true })
  editor.inform(editor.t('stage.inputDone'))
}
