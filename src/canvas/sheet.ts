// A picture of the viewport that is kept between frames. Hovering, and a stroke on another sheet, cost one copy of it; a changed
// layer is drawn again only where its tiles changed.
import type { Region } from '../shared/pixels'
import { applyAffine } from './kernels/affine'
import { pointBounds } from './kernels/fillPolygon'
import {
  emptyRegion,
  growRegion,
  intersectRegions,
  isEmptyRegion,
  pixelRegion,
  unionRegions,
} from './kernels/regions'
import { rectanglePolygon } from './kernels/shapes'
import { changedRegion } from './kernels/tiledBitmap'
import { toScreen, type ViewTransform } from './kernels/viewTransform'
import type { SceneCover, SceneLayer } from './scene'

interface Size {
  readonly width: number
  readonly height: number
}

export interface SheetContent {
  readonly layers: readonly SceneLayer[]
  readonly cover: SceneCover | undefined
  readonly placement: ViewTransform
  /** CSS pixels. */
  readonly viewport: Size
  /** Device pixels per CSS pixel. */
  readonly density: number
  readonly picture: Size
}

/**
 * How far smoothing reaches over the edge of what changed, in device pixels: two pixels of the picture where it is enlarged (cubic
 * interpolation), two of the next smaller size of it where it is reduced.
 */
const smoothingReach = ({ placement, density }: SheetContent): number =>
  Math.ceil(2 * Math.max(2, placement.scale * density))

/**
 * Device pixels along a cell. The sheet is always drawn cell by cell, each within its own clip: the browser steps through a scaled
 * picture from the left edge of the clip with rounded steps, so that drawing an arbitrary part anew would give other bytes there
 * than drawing the whole.
 */
const cellSide = 256

export class Sheet {
  private canvas: OffscreenCanvas | undefined
  private last: SheetContent | undefined

  constructor(
    private readonly paint: (context: OffscreenCanvasRenderingContext2D, content: SheetContent) => void,
  ) {}

  /** The sheet with this content, drawn anew as far as it is not there yet. */
  show(content: SheetContent): OffscreenCanvas {
    const size = deviceSize(content)
    if (this.canvas?.width !== size.width || this.canvas.height !== size.height) {
      this.canvas = new OffscreenCanvas(size.width, size.height)
      this.last = undefined
    }
    const dirty = dirtyRegion(this.last, content)
    this.last = content
    const context = this.canvas.getContext('2d')
    if (!context) throw new Error('The browser gives no 2D canvas.')
    for (const { left, top, width, height } of cellsUnder(dirty, size)) {
      context.save()
      context.beginPath()
      context.rect(left, top, width, height)
      context.clip()
      context.clearRect(left, top, width, height)
      context.scale(content.density, content.density)
      this.paint(context, content)
      context.restore()
    }
    return this.canvas
  }
}

const deviceSize = ({ viewport, density }: SheetContent): Size => ({
  width: Math.max(1, Math.round(viewport.width * density)),
  height: Math.max(1, Math.round(viewport.height * density)),
})

/** The cells that a region touches, in device pixels. */
function cellsUnder(region: Region, sheet: Size): Region[] {
  const cells: Region[] = []
  if (isEmptyRegion(region)) return cells
  const first = (start: number) => Math.floor(start / cellSide) * cellSide
  for (let top = first(region.top); top < region.top + region.height; top += cellSide)
    for (let left = first(region.left); left < region.left + region.width; left += cellSide)
      cells.push(
        intersectRegions({ left, top, width: cellSide, height: cellSide }, { left: 0, top: 0, ...sheet }),
      )
  return cells
}

/** What of the sheet has to be drawn again, in device pixels. */
function dirtyRegion(before: SheetContent | undefined, after: SheetContent): Region {
  const everything = { left: 0, top: 0, ...deviceSize(after) }
  if (!before || !sameButForPixels(before, after)) return everything
  return after.layers.reduce<Region>((dirty, layer, at) => {
    const old = before.layers[at]
    if (!old || old.bitmap === layer.bitmap) return dirty
    return unionRegions(dirty, onScreen(changedRegion(old.bitmap, layer.bitmap), layer, after))
  }, emptyRegion)
}

function sameButForPixels(before: SheetContent, after: SheetContent): boolean {
  return (
    samePlacement(before.placement, after.placement) &&
    before.density === after.density &&
    before.picture.width === after.picture.width &&
    before.picture.height === after.picture.height &&
    sameCover(before.cover, after.cover) &&
    before.layers.length === after.layers.length &&
    before.layers.every((layer, at) => sameLayer(layer, after.layers[at] as SceneLayer))
  )
}

const samePlacement = (a: ViewTransform, b: ViewTransform) =>
  a.scale === b.scale && a.x === b.x && a.y === b.y

const sameCover = (a: SceneCover | undefined, b: SceneCover | undefined) =>
  a === b ||
  (a !== undefined && b !== undefined && a.key === b.key && a.bitmap === b.bitmap && a.split === b.split)

function sameLayer(a: SceneLayer, b: SceneLayer): boolean {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'] as const
  return (
    a.key === b.key &&
    a.opacity === b.opacity &&
    a.blend === b.blend &&
    a.bitmap.width === b.bitmap.width &&
    a.bitmap.height === b.bitmap.height &&
    keys.every((key) => a.transform[key] === b.transform[key])
  )
}

/** The part of the sheet over a region of a layer. */
function onScreen(region: Region, { transform }: SceneLayer, content: SheetContent): Region {
  if (isEmptyRegion(region)) return emptyRegion
  const { placement, density } = content
  const sheet = deviceSize(content)
  const { left, top, width, height } = region
  const corners = rectanglePolygon({ left, top, right: left + width, bottom: top + height })
  const bounds = pointBounds(
    corners.map((corner) => {
      const { x, y } = toScreen(placement, applyAffine(transform, corner))
      return { x: x * density, y: y * density }
    }),
  )
  const shown = pixelRegion(bounds, sheet)
  return isEmptyRegion(shown) ? emptyRegion : growRegion(shown, smoothingReach(content), sheet)
}
