// Crops and extends the canvas.
import type { Editor } from '../engine/editor'
import { cropBitmap } from '../canvas/kernels/bitmapDraft'
import { combineMasks } from '../canvas/kernels/combineMasks'
import { emptyMask, type Mask } from '../canvas/kernels/mask'
import { intersectRegions } from '../canvas/kernels/regions'
import { maskFromTiled, tiledFromMask } from '../canvas/kernels/tiledBitmap'
import { extendingInstruction, takesOrders } from '../engine/guideCards'
import { checkPictureSize } from '../shared/pictureLimits'
import type { Region } from '../shared/pixels'
import { limitsEdit, withNewLayer, type DocumentState, type Layer } from '../state/document'
import { summaryOf } from '../state/jobs'
import { changeDraft } from '../state/settings'

/** How far the mask of a new area reaches into the picture, so that the edit can join them. */
const overlap = 8

/** Makes the canvas what the crop tool's box says. What is new is masked, ready to be filled by an edit. */
export function applyCrop(editor: Editor): void {
  const { view, document, history } = editor
  const box = view.getState().crop
  if (!box) return
  const region = { left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top }
  try {
    checkPictureSize(region.width, region.height)
    const before = document.getState()
    const kept = intersectRegions(region, { left: 0, top: 0, width: before.width, height: before.height })
    const grows = kept.width < region.width || kept.height < region.height
    const cropped = croppedDocument(editor, region)
    history.commit(
      grows ? 'history.extend' : 'history.crop',
      grows ? withNewAreaMasked(editor, cropped, kept, region) : cropped,
    )
    view.setState({ crop: undefined, cropAspect: undefined, tool: grows ? 'mask-brush' : 'hand' })
    if (grows) sayWhatFills(editor)
  } catch (error) {
    editor.fail(error)
  }
}

/** An instruction for the new area, where none is there: checkpoints that edit by one do nothing without. They read English. */
function sayWhatFills({ settings, jobs }: Editor): void {
  const { draft } = settings.getState()
  if (draft.text.edit.trim() !== '' || !takesOrders(draft, summaryOf(jobs.getState(), draft.checkpoint.edit)))
    return
  changeDraft(settings, { text: { ...draft.text, edit: extendingInstruction } })
}

/** Pictures keep all of their pixels and only move; masks cover the canvas exactly, so they are cut. */
function croppedDocument({ document, bitmaps }: Editor, region: Region): DocumentState {
  const state = document.getState()
  const { width, height } = region
  const layers = state.layers.map((layer): Layer => {
    if (layer.kind !== 'mask') return { ...layer, x: layer.x - region.left, y: layer.y - region.top }
    return { ...layer, bitmap: bitmaps.add(cropBitmap(bitmaps.mask(layer.bitmap), region)) }
  })
  const candidates = state.candidates.map((candidate) => ({
    ...candidate,
    place: {
      ...candidate.place,
      left: candidate.place.left - region.left,
      top: candidate.place.top - region.top,
    },
  }))
  return { ...state, width, height, layers, candidates }
}

function withNewAreaMasked(
  { bitmaps }: Editor,
  state: DocumentState,
  kept: Region,
  { left, top }: Region,
): DocumentState {
  const area = outside({ ...kept, left: kept.left - left, top: kept.top - top }, state)
  const existing = state.layers.findLast(limitsEdit)
  if (!existing) {
    const bitmap = bitmaps.add(tiledFromMask(area))
    const layer: Layer = {
      id: crypto.randomUUID(),
      kind: 'mask',
      name: '',
      bitmap,
      visible: true,
      opacity: 1,
      x: 0,
      y: 0,
    }
    return withNewLayer(state, layer)
  }
  const union = combineMasks(maskFromTiled(bitmaps.mask(existing.bitmap)), area, 'union')
  const layers = state.layers.map((layer) =>
    layer.id === existing.id ? { ...layer, visible: true, bitmap: bitmaps.add(tiledFromMask(union)) } : layer,
  )
  return { ...state, layers, activeLayer: existing.id }
}

/** Everything but the old canvas, and a little of that along the sides that grew. */
function outside(kept: Region, { width, height }: DocumentState): Mask {
  const mask = emptyMask(width, height)
  mask.data.fill(255)
  const from = { x: kept.left > 0 ? kept.left + overlap : 0, y: kept.top > 0 ? kept.top + overlap : 0 }
  const [right, bottom] = [kept.left + kept.width, kept.top + kept.height]
  const to = { x: right < width ? right - overlap : width, y: bottom < height ? bottom - overlap : height }
  for (let y = from.y; y < to.y; y++)
    if (to.x > from.x) mask.data.fill(0, y * width + from.x, y * width + to.x)
  return mask
}
