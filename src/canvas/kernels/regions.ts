// Rectangles in whole pixels: what changed, what is to be drawn again, what a mask covers.
import type { Region } from '../../shared/pixels'

/** A region in which nothing lies; `unionRegions` starts from it. */
export const emptyRegion: Region = { left: 0, top: 0, width: 0, height: 0 }

export const isEmptyRegion = ({ width, height }: Region): boolean => width <= 0 || height <= 0

/** What two regions share; `emptyRegion` when that is nothing. */
export function intersectRegions(a: Region, b: Region): Region {
  const left = Math.max(a.left, b.left)
  const top = Math.max(a.top, b.top)
  const width = Math.min(a.left + a.width, b.left + b.width) - left
  const height = Math.min(a.top + a.height, b.top + b.height) - top
  return width <= 0 || height <= 0 ? emptyRegion : { left, top, width, height }
}

/** The smallest region around both. An empty region adds nothing. */
export function unionRegions(a: Region, b: Region): Region {
  if (isEmptyRegion(a)) return b
  if (isEmptyRegion(b)) return a
  const left = Math.min(a.left, b.left)
  const top = Math.min(a.top, b.top)
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  }
}

/** The whole pixels that a rectangle with fractional edges touches, within a picture of `width` x `height`. */
export function pixelRegion(
  edges: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number },
  { width, height }: { readonly width: number; readonly height: number },
): Region {
  const left = Math.floor(edges.left)
  const top = Math.floor(edges.top)
  return intersectRegions(
    { left, top, width: Math.ceil(edges.right) - left, height: Math.ceil(edges.bottom) - top },
    { left: 0, top: 0, width, height },
  )
}

/** The region with `margin` pixels more on each side, within a picture of `width` x `height`. */
export function growRegion(
  { left, top, width, height }: Region,
  margin: number,
  picture: { readonly width: number; readonly height: number },
): Region {
  const edges = {
    left: left - margin,
    top: top - margin,
    right: left + width + margin,
    bottom: top + height + margin,
  }
  return pixelRegion(edges, picture)
}
