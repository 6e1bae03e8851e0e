// A stroke of the mask brush, point after point, on a draft.
import type { Region } from '../../shared/pixels'
import type { BitmapDraft } from './bitmapDraft'
import { paintSweep, sweepRegion, type Brush, type PenPoint } from './brush'
import { emptyRegion, unionRegions } from './regions'
import type { TiledMask } from './tiledBitmap'

export interface BrushStroke {
  /** Goes on to the next points, several where the pen reports coalesced ones. Returns what is to be drawn again. */
  readonly moveTo: (...points: readonly PenPoint[]) => Region
}

/**
 * Begins a stroke; nothing is painted before the first `moveTo`, whose first point is a dab.
 * @param picture the size of the draft's bitmap
 */
export function beginBrushStroke(
  draft: BitmapDraft<TiledMask>,
  brush: Brush,
  picture: { readonly width: number; readonly height: number },
): BrushStroke {
  let last: PenPoint | undefined
  return {
    moveTo(...points) {
      let dirty = emptyRegion
      for (const point of points) {
        const from = last ?? point
        const continued = last !== undefined
        const region = sweepRegion(brush, from, point, picture)
        draft.edit(region, (tile) => paintSweep(tile, brush, from, point, { continued }))
        dirty = unionRegions(dirty, region)
        last = point
      }
      return dirty
    },
  }
}
