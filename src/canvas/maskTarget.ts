// The mask that a tool acts on.
import type { TextKey } from '../strings/text'
import {
  activeLayerOf,
  limitsEdit,
  withLayer,
  withNewLayer,
  type DocumentState,
  type Layer,
} from '../state/document'
import { emptyBitmap, type TiledMask } from './kernels/tiledBitmap'
import type { ToolContext } from './tools/tool'

export interface MaskTarget {
  readonly layer: Layer
  readonly mask: TiledMask
  /** The document in which the layer is, visible: the present one, or one with a new mask layer. */
  readonly document: DocumentState
}

type MaskContext = Pick<ToolContext, 'document' | 'bitmaps'>

/** The active mask layer, else the topmost one of the edit, else a new one that covers nothing. It covers the canvas exactly. */
export function maskTarget({ document, bitmaps }: MaskContext): MaskTarget {
  const state = document.getState()
  const active = activeLayerOf(state)
  const found = active?.kind === 'mask' ? active : state.layers.findLast(limitsEdit)
  if (found)
    return {
      layer: found,
      mask: bitmaps.mask(found.bitmap),
      document: withLayer(state, found.id, { visible: true }),
    }
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
  return { layer, mask, document: withNewLayer(state, layer) }
}

/** Commits a changed mask as one step; nothing when it is as it was. */
export function commitMask(
  { history, bitmaps }: Pick<ToolContext, 'history' | 'bitmaps'>,
  target: MaskTarget,
  mask: TiledMask,
  name: TextKey,
): void {
  if (mask === target.mask) return
  const next = withLayer(target.document, target.layer.id, { bitmap: bitmaps.add(mask) })
  history.commit(name, { ...next, activeLayer: target.layer.id })
}
