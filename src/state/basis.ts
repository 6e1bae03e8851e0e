// What an edit was of, so that its result can say when that has changed. Bitmaps never change: their names and places tell.
import type { BitmapId } from './bitmapTable'
import type { BlendMode } from '../canvas/kernels/blend'
import { isPicture, type DocumentState, type Layer } from './document'

/** The layers that made up the picture, from the bottom to the top. Their bitmaps may be gone by now. */
export type Basis = readonly BasisLayer[]

export interface BasisLayer {
  readonly bitmap: BitmapId
  readonly opacity: number
  readonly blend?: Exclude<BlendMode, 'normal'> | undefined
  /** From the result's top left corner, so that a crop, which moves everything, changes nothing. */
  readonly x: number
  readonly y: number
}

/** The visible pictures of a document as an edit's basis, from the canvas's corner. */
export const basisOf = ({ layers }: Pick<DocumentState, 'layers'>): Basis =>
  layers.filter((layer) => isPicture(layer) && layer.visible && layer.opacity > 0).map(inOrder)

/** The same from another corner. */
export const basisFrom = (
  basis: Basis,
  { left, top }: { readonly left: number; readonly top: number },
): Basis => basis.map((layer) => ({ ...layer, x: layer.x - left, y: layer.y - top }))

/** The layers below one. */
export const layersBelow = ({ layers }: Pick<DocumentState, 'layers'>, id: string): readonly Layer[] =>
  layers.slice(
    0,
    Math.max(
      0,
      layers.findIndex((layer) => layer.id === id),
    ),
  )

/** Whether what lies below a result is no longer what its edit was of. */
export function isStale(document: Pick<DocumentState, 'layers'>, layer: Layer): boolean {
  if (!layer.basis) return false
  const now = basisFrom(basisOf({ layers: layersBelow(document, layer.id) }), { left: layer.x, top: layer.y })
  return JSON.stringify(now) !== JSON.stringify(layer.basis.map(inOrder))
}

/** Saved work comes back with its keys in any order. */
function inOrder({ bitmap, opacity, blend, x, y }: BasisLayer): BasisLayer {
  return { bitmap, opacity, ...(blend && { blend }), x, y }
}
