// The sketch that a tool or a command draws on.
import { activeLayerOf, withLayer, withNewLayer, type DocumentState, type Layer } from '../state/document'
import { cropBitmap } from './kernels/bitmapDraft'
import { unionRegions } from './kernels/regions'
import { emptyBitmap, type TiledPixels } from './kernels/tiledBitmap'
import type { ToolContext } from './tools/tool'

type SketchContext = Pick<ToolContext, 'document' | 'bitmaps'>

interface SketchTarget {
  /** What is drawn on: it reaches over the whole canvas, wherever the sketch was moved. */
  readonly drawing: TiledPixels
  /** Where its upper left corner lies on the canvas. */
  readonly x: number
  readonly y: number
  /** The document with another drawing in its place; the sketch is active then, and seen. */
  readonly documentWith: (drawing: TiledPixels) => DocumentState
}

/** The active sketch layer, else the topmost one, else a new one on top. */
export function sketchTarget({ document, bitmaps }: SketchContext): SketchTarget {
  const state = document.getState()
  const { width, height } = state
  const active = activeLayerOf(state)
  const found = active?.kind === 'sketch' ? active : state.layers.findLast(({ kind }) => kind === 'sketch')
  if (!found) {
    const layer = { id: crypto.randomUUID(), kind: 'sketch', name: '', visible: true, opacity: 1 } as const
    return {
      drawing: emptyBitmap(width, height, 4),
      x: 0,
      y: 0,
      documentWith: (drawing) => withNewLayer(state, { ...layer, x: 0, y: 0, bitmap: bitmaps.add(drawing) }),
    }
  }
  const { drawing, x, y } = reachingOver({ width, height }, found, bitmaps.picture(found.bitmap))
  return {
    drawing,
    x,
    y,
    documentWith: (drawing) =>
      withLayer({ ...state, activeLayer: found.id }, found.id, {
        visible: true,
        bitmap: bitmaps.add(drawing),
        x,
        y,
      }),
  }
}

/** A sketch that was moved, or lies on a canvas that was made larger, made larger in its turn. */
function reachingOver(
  canvas: Pick<DocumentState, 'width' | 'height'>,
  { x, y }: Layer,
  drawing: TiledPixels,
): Pick<SketchTarget, 'drawing' | 'x' | 'y'> {
  const { width, height } = drawing
  const { left, top, ...size } = unionRegions(
    { left: x, top: y, width, height },
    { left: 0, top: 0, width: canvas.width, height: canvas.height },
  )
  if (size.width === width && size.height === height) return { drawing, x, y }
  return { drawing: cropBitmap(drawing, { left: left - x, top: top - y, ...size }), x: left, y: top }
}
