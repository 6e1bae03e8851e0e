// What is done with layers.
import type { Editor } from '../engine/editor'
import { composePicture } from '../canvas/composePicture'
import type { BlendMode } from '../canvas/kernels/blend'
import { combineMasks } from '../canvas/kernels/combineMasks'
import { emptyBitmap, maskFromTiled, tiledFromMask, tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { Pixels } from '../shared/pixels'
import { withLayer, withNewLayer, type DocumentState, type Layer } from '../state/document'

const at = ({ layers }: DocumentState, id: string) => layers.findIndex((layer) => layer.id === id)

export function selectLayer({ document }: Editor, id: string): void {
  // Which layer is active is part of the document, but choosing one is nothing to undo.
  document.setState({ activeLayer: id })
}

/** @returns the layer's id */
export function addEmptyLayer(
  { document, bitmaps, history }: Editor,
  kind: 'mask' | 'sketch',
  {
    forGuides,
    name = '',
    canvas,
    start,
    opacity = 1,
  }: {
    readonly forGuides?: true
    /** What it begins as, where it is not transparent. */
    readonly start?: (size: Pick<DocumentState, 'width' | 'height'>) => Pixels
    readonly opacity?: number
    readonly name?: string
    /** In place of the document's own. */
    readonly canvas?: Pick<DocumentState, 'name' | 'width' | 'height'> | undefined
  } = {},
): string {
  const state = { ...document.getState(), ...canvas }
  const empty = emptyBitmap(state.width, state.height, kind === 'mask' ? 1 : 4)
  const bitmap = bitmaps.add(start ? tiledFromPixels(start(state)) : empty)
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind,
    name,
    bitmap,
    visible: true,
    opacity,
    x: 0,
    y: 0,
    ...(forGuides && { forGuides }),
  }
  history.commit('history.addLayer', withNewLayer(state, layer))
  return layer.id
}

export function deleteLayer({ document, history }: Editor, id: string): void {
  const state = document.getState()
  const index = at(state, id)
  if (index < 0) return
  const layers = state.layers.toSpliced(index, 1)
  const activeLayer = layers[Math.min(index, layers.length - 1)]?.id
  history.commit('history.deleteLayer', { ...state, layers, activeLayer })
}

export function duplicateLayer({ document, history }: Editor, id: string): void {
  const state = document.getState()
  const layer = state.layers[at(state, id)]
  if (layer)
    history.commit('history.duplicateLayer', withNewLayer(state, { ...layer, id: crypto.randomUUID() }, id))
}

/** Moves a layer to a place in the stack, counted from the bottom. */
export function moveLayerTo({ document, history }: Editor, id: string, target: number): void {
  const state = document.getState()
  const index = at(state, id)
  const layer = state.layers[index]
  const to = Math.min(Math.max(target, 0), state.layers.length - 1)
  if (!layer || to === index) return
  history.commit('history.orderLayer', {
    ...state,
    layers: state.layers.toSpliced(index, 1).toSpliced(to, 0, layer),
  })
}

export function raiseLayer(editor: Editor, id: string, by: 1 | -1): void {
  moveLayerTo(editor, id, at(editor.document.getState(), id) + by)
}

export function setLayerVisible({ document, history }: Editor, id: string, visible: boolean): void {
  history.commit(
    visible ? 'history.showLayer' : 'history.hideLayer',
    withLayer(document.getState(), id, { visible }),
  )
}

export function renameLayer({ document, history }: Editor, id: string, name: string): void {
  const state = document.getState()
  if (state.layers[at(state, id)]?.name !== name)
    history.commit('history.renameLayer', withLayer(state, id, { name }))
}

/** `gesture` makes one step of a slider that is dragged. */
export function setLayerOpacity(
  { document, history }: Editor,
  id: string,
  opacity: number,
  gesture: string,
): void {
  history.commit('history.layerOpacity', withLayer(document.getState(), id, { opacity }), gesture)
}

/** How a picture is laid over what is below it. */
export function setLayerBlend({ document, history }: Editor, id: string, blend: BlendMode): void {
  const state = document.getState()
  const layer = state.layers[at(state, id)]
  if (!layer || (layer.blend ?? 'normal') === blend) return
  const { blend: _, ...plain } = layer
  const next = blend === 'normal' ? plain : { ...plain, blend }
  const layers = state.layers.map((each) => (each.id === id ? next : each))
  history.commit('history.layerBlend', { ...state, layers })
}

/** The layer below that it could be merged into: a picture into a picture, a mask into a mask. */
export function mergeTarget({ layers }: DocumentState, id: string): Layer | undefined {
  const index = layers.findIndex((layer) => layer.id === id)
  const [layer, below] = [layers[index], layers[index - 1]]
  if (!layer || !below || (layer.forGuides ?? false) !== (below.forGuides ?? false)) return undefined
  return (layer.kind === 'mask') === (below.kind === 'mask') ? below : undefined
}

export function mergeDown({ document, bitmaps, history }: Editor, id: string): void {
  const state = document.getState()
  const layer = state.layers[at(state, id)]
  const below = mergeTarget(state, id)
  if (!layer || !below) return
  const bitmap =
    layer.kind === 'mask'
      ? tiledFromMask(
          combineMasks(
            maskFromTiled(bitmaps.mask(below.bitmap)),
            maskFromTiled(bitmaps.mask(layer.bitmap)),
            'union',
          ),
        )
      : tiledFromPixels(composePicture({ ...state, layers: [below, layer] }, bitmaps))
  const merged: Layer = { ...below, bitmap: bitmaps.add(bitmap), opacity: 1, visible: true, x: 0, y: 0 }
  const layers = state.layers
    .filter((each) => each.id !== id)
    .map((each) => (each.id === below.id ? merged : each))
  history.commit('history.mergeLayer', { ...state, layers, activeLayer: below.id })
}
