// Paints or erases the mask. Idle, then painting from down to up; one stroke is one step. With Shift it begins where the last one
// ended: a straight line.
import { draftOf, type BitmapDraft } from '../../kernels/bitmapDraft'
import { beginBrushStroke, type BrushStroke } from '../../kernels/brushStroke'
import type { PenPoint } from '../../kernels/brush'
import type { TiledMask } from '../../kernels/tiledBitmap'
import { commitMask, maskTarget, type MaskTarget } from '../../maskTarget'
import { drawBrushCursor } from '../brushCursor'
import { createLastEnd } from '../lastEnd'
import type { CreateTool, ToolPointer } from '../tool'

interface Painting {
  readonly target: MaskTarget
  readonly draft: BitmapDraft<TiledMask>
  readonly stroke: BrushStroke
  end?: PenPoint | undefined
}

export const createMaskBrush =
  (mode: 'paint' | 'erase'): CreateTool =>
  (context) => {
    let painting: Painting | undefined
    const lastEnd = createLastEnd(context.document)
    const tools = () => context.settings.getState().tools

    function goOn(pointer: ToolPointer): void {
      if (!painting) return
      const { pressure } = tools()
      const points = pointer.path.map((point) => (pressure ? point : { ...point, pressure: 1 }))
      painting.stroke.moveTo(...points)
      painting.end = points.at(-1)
      context.showInstead(painting.target.layer.id, painting.draft.bitmap())
    }

    function end(): Painting | undefined {
      const ended = painting
      if (ended) context.showInstead(ended.target.layer.id, undefined)
      painting = undefined
      return ended
    }

    function finish(): void {
      const ended = end()
      if (!ended) return
      const step = mode === 'paint' ? 'history.maskPaint' : 'history.maskErase'
      commitMask(context, ended.target, ended.draft.bitmap(), step)
      lastEnd.set(ended.end)
    }

    return {
      cursor: 'none',
      down(pointer) {
        const target = maskTarget(context)
        const draft = draftOf(target.mask)
        const { brushSize, hardness } = tools()
        const erases = (mode === 'erase') !== pointer.alt
        const brush = { radius: brushSize / 2, hardness, mode: erases ? 'erase' : 'paint' } as const
        painting = { target, draft, stroke: beginBrushStroke(draft, brush, target.mask) }
        const from = pointer.shift ? lastEnd.get() : undefined
        if (from) painting.stroke.moveTo(from)
        goOn(pointer)
      },
      move: goOn,
      up(pointer) {
        goOn(pointer)
        finish()
      },
      cancel: end,
      drawOverlay(canvas, placement, hover) {
        if (hover) drawBrushCursor(canvas, placement, hover, tools().brushSize / 2)
      },
    }
  }
