// Joins a shape to the mask.
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

/** How a shape joins the mask that is there. */
export type Joining = Exclude<MaskOperation, 'replace'>

/** What keys say of it where Shift says nothing else. */
export const joiningOf = ({ alt, shift }: { readonly alt: boolean; readonly shift: boolean }): Joining =>
  alt ? (shift ? 'intersect' : 'subtract') : 'union'

interface ShapeOptions {
  readonly rule: FillRule
  readonly operation: Joining
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
  { operation, name }: { readonly operation: Joining; readonly name: TextKey },
): void {
  changeMask(context, name, (mask) => combineMasks(mask, shape, operation))
}

/** Changes the whole mask, as one step. */
export function changeMask(context: ShapeContext, name: TextKey, change: (mask: Mask) => Mask): void {
  const target = maskTarget(context)
  const next: TiledMask = withMask(target.mask, change(maskFromTiled(target.mask)))
  commitMask(context, target, next, name)
}
