// Rotates and flips the whole picture, or one layer of it.
import type { Editor } from '../engine/editor'
import { turnedBitmap, turnedRegion, turnedSize, withDrawnFlipped } from '../canvas/kernels/turnBitmap'
import type { Flip, Turn } from '../canvas/kernels/turnBitmap'
import type { BitmapId } from '../state/bitmapTable'
import { activeLayerOf, isOpen, withLayer } from '../state/document'

/** The canvas with all that lies on it, and the results that wait beside it, as one step. */
export function turnPicture({ document, bitmaps, history, view }: Editor, turn: Turn): void {
  const state = document.getState()
  if (!isOpen(state)) return
  // Several may name one bitmap.
  const known = new Map<BitmapId, BitmapId>()
  const turned = (id: BitmapId): BitmapId => {
    const made = known.get(id) ?? bitmaps.add(turnedBitmap(bitmaps.get(id), turn))
    known.set(id, made)
    return made
  }
  const layers = state.layers.map((layer) => {
    const { width, height } = bitmaps.get(layer.bitmap)
    const { left, top } = turnedRegion({ left: layer.x, top: layer.y, width, height }, state, turn)
    return { ...layer, bitmap: turned(layer.bitmap), x: left, y: top }
  })
  const candidates = state.candidates.map((candidate) => ({
    ...candidate,
    bitmap: turned(candidate.bitmap),
    place: turnedRegion(candidate.place, state, turn),
  }))
  history.commit(`action.turn.${turn}`, { ...state, ...turnedSize(state, turn), layers, candidates })
  view.setState({ crop: undefined, cropAspect: undefined, transform: undefined })
}

/** What the active layer shows, flipped in its place. */
export function flipLayer({ document, bitmaps, history, view }: Editor, flip: Flip): void {
  const state = document.getState()
  const layer = activeLayerOf(state)
  if (!layer) return
  const before = bitmaps.get(layer.bitmap)
  const after = withDrawnFlipped(before, flip)
  if (after === before) return
  history.commit(`action.flipLayer.${flip}`, withLayer(state, layer.id, { bitmap: bitmaps.add(after) }))
  view.setState({ transform: undefined })
}
