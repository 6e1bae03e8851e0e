// Erases from the active sketch as the mask's eraser does from the mask: with the brush's size, hardness and pressure, one stroke one
// step. With Shift it begins where the last one ended.
import { activeLayerOf, withLayer, type Layer } from '../../../state/document'
import { draftOf, type BitmapDraft } from '../../kernels/bitmapDraft'
import type { PenPoint } from '../../kernels/brush'
import { beginBrushStroke, type BrushStroke } from '../../kernels/brushStroke'
import { eraseColour } from '../../kernels/paintColour'
import {
  copyOverlap,
  emptyBitmap,
  windowOf,
  type TiledMask,
  type TiledPixels,
} from '../../kernels/tiledBitmap'
import { drawBrushCursor } from '../brushCursor'
import { createLastEnd } from '../lastEnd'
import type { CreateTool, ToolPointer } from '../tool'

interface Erasing {
  readonly layer: Layer
  readonly before: TiledPixels
  /** What the stroke has covered so far, and the sketch without that. */
  readonly covered: BitmapDraft<TiledMask>
  readonly erased: BitmapDraft<TiledPixels>
  readonly stroke: BrushStroke
  end?: PenPoint | undefined
}

export const createSketchEraser: CreateTool = (context) => {
  let erasing: Erasing | undefined
  const lastEnd = createLastEnd(context.document)
  const tools = () => context.settings.getState().tools

  /** Points are the canvas's, and the sketch may have been moved. */
  function moveTo({ layer, before, covered, erased, stroke }: Erasing, points: readonly PenPoint[]): void {
    const dirty = stroke.moveTo(
      ...points.map((point) => ({ ...point, x: point.x - layer.x, y: point.y - layer.y })),
    )
    const coverage = covered.bitmap()
    erased.edit(dirty, (tile) => {
      copyOverlap(windowOf(before, tile), tile, 4)
      eraseColour(tile, windowOf(coverage, tile))
    })
  }

  function goOn(pointer: ToolPointer): void {
    if (!erasing) return
    const { pressure } = tools()
    const points = pointer.path.map((point) => (pressure ? point : { ...point, pressure: 1 }))
    moveTo(erasing, points)
    erasing.end = points.at(-1)
    context.showInstead(erasing.layer.id, erasing.erased.bitmap())
  }

  function end(): Erasing | undefined {
    const ended = erasing
    if (ended) context.showInstead(ended.layer.id, undefined)
    erasing = undefined
    return ended
  }

  return {
    cursor: 'none',
    down(pointer) {
      const layer = activeLayerOf(context.document.getState())
      if (layer?.kind !== 'sketch') return
      const before = context.bitmaps.picture(layer.bitmap)
      const { brushSize, hardness } = tools()
      const covered = draftOf(emptyBitmap(before.width, before.height, 1))
      const brush = { radius: brushSize / 2, hardness, mode: 'paint' } as const
      erasing = {
        layer,
        before,
        covered,
        erased: draftOf(before),
        stroke: beginBrushStroke(covered, brush, before),
      }
      const from = pointer.shift ? lastEnd.get() : undefined
      if (from) moveTo(erasing, [from])
      goOn(pointer)
    },
    move: goOn,
    up(pointer) {
      goOn(pointer)
      const ended = end()
      if (!ended) return
      const state = context.document.getState()
      const after = ended.erased.bitmap()
      if (after === ended.before || !state.layers.some(({ id }) => id === ended.layer.id)) return
      const bitmap = context.bitmaps.add(after)
      context.history.commit('history.sketchErase', withLayer(state, ended.layer.id, { bitmap }))
      lastEnd.set(ended.end)
    },
    cancel: end,
    drawOverlay(canvas, placement, hover) {
      if (hover) drawBrushCursor(canvas, placement, hover, tools().brushSize / 2)
    },
  }
}
