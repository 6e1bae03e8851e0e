// The lines around masks: steady dashes, light on dark, which show on any picture and do not move.
import type { Region } from '../shared/pixels'
import type { Point } from './kernels/fillPolygon'
import { maskOutline } from './kernels/maskOutline'
import { emptyRegion, unionRegions } from './kernels/regions'
import { maskFromTiled, tileRegion, type TiledMask } from './kernels/tiledBitmap'
import type { ViewTransform } from './kernels/viewTransform'
import type { SceneLayer } from './scene'

/** Corners of a line that are still drawn quickly; a mask of more specks has its tint alone. */
const cornersDrawn = 60_000

/** CSS pixels. */
const dash = 4

export interface OutlineContent {
  readonly masks: readonly SceneLayer[]
  readonly placement: ViewTransform
  /** Device pixels per CSS pixel. */
  readonly density: number
  /** Device pixels. */
  readonly width: number
  readonly height: number
}

/** Keeps the drawn lines between frames, and the traced ones as long as their mask lives. */
export class MaskOutlines {
  private readonly traced = new WeakMap<TiledMask, Path2D>()
  private canvas: OffscreenCanvas | undefined
  private last: OutlineContent | undefined

  /** A canvas of the viewport's size with the lines on it. */
  show(content: OutlineContent): OffscreenCanvas {
    const { width, height } = content
    if (this.canvas && this.last && isSame(this.last, content)) return this.canvas
    if (this.canvas?.width !== width || this.canvas.height !== height)
      this.canvas = new OffscreenCanvas(width, height)
    const context = this.canvas.getContext('2d')
    if (!context) throw new Error('The browser gives no 2D canvas.')
    context.clearRect(0, 0, width, height)
    for (const mask of content.masks) this.draw(context, mask, content)
    this.last = content
    return this.canvas
  }

  private draw(
    context: OffscreenCanvasRenderingContext2D,
    { bitmap, transform }: SceneLayer,
    { placement, density }: OutlineContent,
  ): void {
    const scale = placement.scale * density
    const toDevice = new DOMMatrix([scale, 0, 0, scale, placement.x * density, placement.y * density])
    const { a, b, c, d, e, f } = transform
    const path = new Path2D()
    path.addPath(this.pathOf(bitmap as TiledMask), toDevice.multiply(new DOMMatrix([a, b, c, d, e, f])))
    context.lineWidth = density
    context.setLineDash([])
    context.strokeStyle = 'rgb(0 0 0 / 0.75)'
    context.stroke(path)
    context.setLineDash([dash * density, dash * density])
    context.strokeStyle = 'white'
    context.stroke(path)
  }

  private pathOf(mask: TiledMask): Path2D {
    const known = this.traced.get(mask)
    if (known) return known
    const path = new Path2D()
    const lines = trace(mask)
    const corners = lines.reduce((count, line) => count + line.length, 0)
    if (corners <= cornersDrawn) for (const line of lines) addLine(path, line)
    this.traced.set(mask, path)
    return path
  }
}

/** Only what lies in tiles that cover something is looked at. */
function trace(mask: TiledMask): Point[][] {
  const region = mask.tiles.reduce(
    (region: Region, tile, index) => (tile ? unionRegions(region, tileRegion(mask, index)) : region),
    emptyRegion,
  )
  const { left, top } = region
  return maskOutline(maskFromTiled(mask, region)).map((line) =>
    line.map(({ x, y }) => ({ x: x + left, y: y + top })),
  )
}

function addLine(path: Path2D, line: readonly Point[]): void {
  line.forEach(({ x, y }, at) => (at === 0 ? path.moveTo(x, y) : path.lineTo(x, y)))
  path.closePath()
}

const isSame = (a: OutlineContent, b: OutlineContent) =>
  a.width === b.width &&
  a.height === b.height &&
  a.density === b.density &&
  a.placement.scale === b.placement.scale &&
  a.placement.x === b.placement.x &&
  a.placement.y === b.placement.y &&
  a.masks.length === b.masks.length &&
  a.masks.every(
    ({ bitmap, transform }, at) =>
      bitmap === b.masks[at]?.bitmap &&
      transform.e === b.masks[at].transform.e &&
      transform.f === b.masks[at].transform.f,
  )
