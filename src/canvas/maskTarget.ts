// The mask that a tool acts on.
import type { TextKey } from '../strings/text'
import { activeLayerOf, limitsEdit, withLayer, withNewLayer, type Layer } from '../state/document'
import { emptyBitmap, type TiledMask } from './kernels/tiledBitmap'
import type { ToolContext } from './tools/tool'

export interface MaskTarget {
  readonly layer: Layer
  readonly mask: TiledMask
}

type MaskContext = Pick<ToolContext, 'document' | 'bitmaps'>

/** The active mask layer, else the topmost one of the edit, else a new one that covers nothing. It covers the canvas exactly. */
export function maskTarget({ document, bitmaps }: MaskContext): MaskTarget {
  const state = document.getState()
  const active = activeLayerOf(state)
  const found = active?.kind === 'mask' ? active : state.layers.findLast(limitsEdit)
  if (found) return { layer: found, mask: bitmaps.mask(found.bitmap) }
  const mask = emptyBitmap(state.width, state.height, 1)
  const layer: Layer = {
    id: crypto.randomUUID(),
    kind: 'mask',
    name: '',
    bitmap: bitmaps.add(mask),
    visible: true,
    opacity: 1,
    x: 0,
    y: 0,
  }
  return { layer, mask }
}

/**
 * Commits a changed mask as one step, in the document as it is by now: a result may have come while it was painted. Nothing when the
 * mask is as it was, or the canvas has another size.
 */
export function commitMask(
  { document, history, bitmaps }: Pick<ToolContext, 'document' | 'history' | 'bitmaps'>,
  target: MaskTarget,
  mask: TiledMask,
  name: TextKey,
): void {
  const state = document.getState()
  if (mask === target.mask || mask.width !== state.width || mask.height !== state.height) return
  const { id } = target.layer
  const withIt = state.layers.some((layer) => layer.id === id) ? state : withNewLayer(state, target.layer)
  const next = withLayer(withIt, id, { visible: true, bitmap: bitmaps.add(mask) })
  history.commit(name, { ...next, activeLayer: id })
}
