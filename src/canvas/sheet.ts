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

/** Smoothing reaches over the edge of what changed, in CSS pixels. */
const smoothingReach = 2

export class Sheet {
  private canvas: OffscreenCanvas | undefined
  private last: SheetContent | undefined

  constructor(
    private readonly paint: (context: OffscreenCanvasRenderingContext2D, content: SheetContent) => void,
  ) {}

  /** The sheet with this content, drawn anew as far as it is not there yet. */
  show(content: SheetContent): OffscreenCanvas {
    const width = Math.max(1, Math.round(content.viewport.width * content.density))
    const height = Math.max(1, Math.round(content.viewport.height * content.density))
    if (this.canvas?.width !== width || this.canvas.height !== height) {
      this.canvas = new OffscreenCanvas(width, height)
      this.last = undefined
    }
    const dirty = dirtyRegion(this.last, content)
    this.last = content
    if (isEmptyRegion(dirty)) return this.canvas
    const context = this.canvas.getContext('2d')
    if (!context) throw new Error('The browser gives no 2D canvas.')
    context.save()
    context.setTransform(content.density, 0, 0, content.density, 0, 0)
    context.beginPath()
    context.rect(dirty.left, dirty.top, dirty.width, dirty.height)
    context.clip()
    context.clearRect(dirty.left, dirty.top, dirty.width, dirty.height)
    this.paint(context, content)
    context.restore()
    return this.canvas
  }
}

/** What of the viewport has to be drawn again, in CSS pixels. */
function dirtyRegion(before: SheetContent | undefined, after: SheetContent): Region {
  const everything = { left: 0, top: 0, ...after.viewport }
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
    a.bitmap.width === b.bitmap.width &&
    a.bitmap.height === b.bitmap.height &&
    keys.every((key) => a.transform[key] === b.transform[key])
  )
}

/** The part of the viewport over a region of a layer. */
function onScreen(region: Region, { transform }: SceneLayer, { placement, viewport }: SheetContent): Region {
  if (isEmptyRegion(region)) return emptyRegion
  const { left, top, width, height } = region
  const corners = rectanglePolygon({ left, top, right: left + width, bottom: top + height })
  const bounds = pointBounds(corners.map((corner) => toScreen(placement, applyAffine(transform, corner))))
  const shown = intersectRegions(pixelRegion(bounds, viewport), { left: 0, top: 0, ...viewport })
  return isEmptyRegion(shown) ? emptyRegion : growRegion(shown, smoothingReach, viewport)
}
