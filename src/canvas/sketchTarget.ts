// The sketch that a tool or a command draws on.
import { activeLayerOf, withLayer, withNewLayer, type DocumentState, type Layer } from '../state/document'
import { emptyBitmap } from './kernels/tiledBitmap'
import type { ToolContext } from './tools/tool'

/** The active sketch layer, else the topmost one, else a new one on top; and the document in which it is active and seen. */
export function sketchTarget({ document, bitmaps }: Pick<ToolContext, 'document' | 'bitmaps'>): {
  readonly layer: Layer
  readonly document: DocumentState
} {
  const state = document.getState()
  const active = activeLayerOf(state)
  const found = active?.kind === 'sketch' ? active : state.layers.findLast(({ kind }) => kind === 'sketch')
  if (found)
    return {
      layer: found,
      document: withLayer({ ...state, activeLayer: found.id }, found.id, { visible: true }),
    }
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind: 'sketch',
    name: '',
    bitmap: bitmaps.add(emptyBitmap(state.width, state.height, 4)),
    visible: true,
    opacity: 1,
    x: 0,
    y: 0,
  }
  return { layer, document: withNewLayer(state, layer) }
}
