// Joins a shape to the mask.
import type { ToolId } from '../state/toolId'
import type { TextKey } from '../strings/text'
import { combineMasks, type MaskOperation } from './kernels/combineMasks'
import { fillPolygon, type FillRule } from './kernels/fillPolygon'
import { emptyMask, wholeMask, type Mask } from './kernels/mask'
import { maskFromTiled, type TiledMask } from './kernels/tiledBitmap'
import { withMask } from './kernels/bitmapDraft'
import { commitMask, maskTarget } from './maskTarget'
import type { ToolContext } from './tools/tool'
import type { Point } from './kernels/fillPolygon'

type ShapeContext = Pick<ToolContext, 'document' | 'bitmaps' | 'history'>

/** Tools whose shapes join the mask in a way that is chosen beside them; the brush adds, and the eraser takes away. */
const joiningTools: readonly ToolId[] = ['mask-rectangle', 'mask-ellipse', 'mask-lasso', 'mask-wand']

export const joins = (tool: ToolId): boolean => joiningTools.includes(tool)

/** How a shape joins the mask: as chosen, unless keys say otherwise; `shift` where it says nothing else. */
export function joiningOf(
  { settings }: Pick<ToolContext, 'settings'>,
  { alt, shift = false }: { readonly alt: boolean; readonly shift?: boolean },
): MaskOperation {
  if (alt) return shift ? 'intersect' : 'subtract'
  return settings.getState().tools.joining
}

/** How a selection that is asked for by a command joins the mask: as its tool says, where one that says it is in hand. */
export const commandJoining = ({ settings, view }: Pick<ToolContext, 'settings' | 'view'>): MaskOperation =>
  joins(view.getState().tool) ? settings.getState().tools.joining : 'union'

interface ShapeOptions {
  readonly rule: FillRule
  readonly operation: MaskOperation
  readonly name: TextKey
}

/** Joins a polygon to the mask, as one step. */
export function commitShape(context: ShapeContext, points: readonly Point[], options: ShapeOptions): void {
  const { width, height } = context.document.getState()
  const shape = emptyMask(width, height)
  fillPolygon(wholeMask(shape), points, options.rule)
  joinMask(context, shape, options)
}

/** Joins a mask of the canvas's size to the mask, as one step. */
export function joinMask(
  context: ShapeContext,
  shape: Mask,
  { operation, name }: { readonly operation: MaskOperation; readonly name: TextKey },
): void {
  changeMask(context, name, (mask) => combineMasks(mask, shape, operation))
}

/** Changes the whole mask, as one step. */
export function changeMask(context: ShapeContext, name: TextKey, change: (mask: Mask) => Mask): void {
  const target = maskTarget(context)
  const next: TiledMask = withMask(target.mask, change(maskFromTiled(target.mask)))
  commitMask(context, target, next, name)
}
