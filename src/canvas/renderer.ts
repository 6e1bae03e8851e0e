// Draws the document on the visible canvas. Nothing is kept here but canvases of what is shown.
import type { Region } from '../shared/pixels'
import type { TiledBitmap } from './kernels/tiledBitmap'
import { LayerCanvases } from './layerCanvases'
import type { Affine } from './kernels/affine'
import type { Point } from './kernels/fillPolygon'
import { toScreen, type ViewTransform } from './kernels/viewTransform'

export interface SceneLayer {
  readonly key: string
  readonly bitmap: TiledBitmap
  readonly opacity: number
  /** From its own pixels to the canvas's. */
  readonly transform: Affine
}

/** A picture laid over the layers: a preview within its region, or a candidate over the whole. */
export interface SceneCover {
  readonly key: string
  readonly bitmap: TiledBitmap
  readonly region: Region
  /** Left of this share of the picture's width the layers stay visible; 0 covers everything. */
  readonly split: number
}

interface Size {
  readonly width: number
  readonly height: number
}

export interface Scene extends Size {
  readonly placement: ViewTransform
  readonly viewport: Size
  /** Pictures, then masks, from the bottom to the top. */
  readonly layers: readonly SceneLayer[]
  readonly masks: readonly SceneLayer[]
  readonly cover: SceneCover | undefined
  /** The region at which an edit is working. */
  readonly working: Region | undefined
}

/** From here on pixels are shown as squares. */
const pixelatedFrom = 2
const checkSide = 8

export class Renderer {
  private readonly canvases = new LayerCanvases()
  private readonly context: CanvasRenderingContext2D
  private checks: CanvasPattern | null = null

  constructor(private readonly element: HTMLCanvasElement) {
    const context = element.getContext('2d')
    if (!context) throw new Error('The browser gives no 2D canvas.')
    this.context = context
  }

  /** Draws a scene, and then `overlay` in CSS pixels of the viewport. */
  draw(scene: Scene, overlay: (context: CanvasRenderingContext2D) => void): void {
    const { context, element } = this
    const density = element.width / Math.max(1, scene.viewport.width)
    context.setTransform(density, 0, 0, density, 0, 0)
    context.clearRect(0, 0, scene.viewport.width, scene.viewport.height)
    if (scene.width > 0) this.drawPicture(scene, density)
    overlay(context)
    const shown = [...scene.layers, ...scene.masks, ...(scene.cover ? [scene.cover] : [])]
    this.canvases.keepOnly(new Set(shown.map(({ key }) => key)))
  }

  private drawPicture(scene: Scene, density: number): void {
    const { context } = this
    const { placement, width, height, cover } = scene
    const { x, y } = toScreen(placement, { x: 0, y: 0 })
    const [shownWidth, shownHeight] = [width * placement.scale, height * placement.scale]
    context.save()
    context.beginPath()
    context.rect(x, y, shownWidth, shownHeight)
    context.clip()
    this.drawChecks(x, y, shownWidth, shownHeight)
    context.translate(x, y)
    context.scale(placement.scale, placement.scale)
    context.imageSmoothingEnabled = placement.scale * density < pixelatedFrom
    context.imageSmoothingQuality = 'high'
    for (const layer of scene.layers) this.drawLayer(layer)
    if (cover) this.drawCover(cover, scene)
    for (const mask of scene.masks) this.drawLayer(mask)
    context.restore()
    context.globalAlpha = 1
    drawFrame(context, x, y, shownWidth, shownHeight)
    if (cover && cover.split > 0) drawSplit(context, x + shownWidth * cover.split, y, shownHeight)
    if (scene.working) drawWorking(context, placement, scene.working)
  }

  private drawLayer({ key, bitmap, opacity, transform }: SceneLayer): void {
    const { context } = this
    const { a, b, c, d, e, f } = transform
    context.save()
    context.globalAlpha = opacity
    context.transform(a, b, c, d, e, f)
    context.drawImage(this.canvases.canvasOf(key, bitmap), 0, 0)
    context.restore()
  }

  private drawCover({ key, bitmap, region, split }: SceneCover, { width, height }: Size): void {
    const { context } = this
    context.save()
    context.globalAlpha = 1
    context.beginPath()
    context.rect(width * split, 0, width * (1 - split), height)
    context.clip()
    // A preview is at working size: it is enlarged smoothly, as the result will be.
    if (bitmap.width !== region.width) context.imageSmoothingEnabled = true
    context.drawImage(
      this.canvases.canvasOf(key, bitmap),
      region.left,
      region.top,
      region.width,
      region.height,
    )
    context.restore()
  }

  private drawChecks(x: number, y: number, width: number, height: number): void {
    this.checks ??= checkPattern(this.context)
    if (!this.checks) return
    this.checks.setTransform(new DOMMatrix([1, 0, 0, 1, x, y]))
    this.context.fillStyle = this.checks
    this.context.fillRect(x, y, width, height)
  }
}

function checkPattern(context: CanvasRenderingContext2D): CanvasPattern | null {
  const tile = new OffscreenCanvas(checkSide * 2, checkSide * 2)
  const pen = tile.getContext('2d')
  if (!pen) return null
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, checkSide * 2, checkSide * 2)
  pen.fillStyle = '#d4d4d4'
  pen.fillRect(0, 0, checkSide, checkSide)
  pen.fillRect(checkSide, checkSide, checkSide, checkSide)
  return context.createPattern(tile, 'repeat')
}

function drawFrame(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.strokeStyle = 'rgb(0 0 0 / 0.35)'
  context.lineWidth = 1
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1)
}

/** The comparison's dividing line and its handle. */
function drawSplit(context: CanvasRenderingContext2D, x: number, top: number, height: number): void {
  const middle = top + height / 2
  context.fillStyle = 'rgb(0 0 0 / 0.5)'
  context.fillRect(x - 1.5, top, 3, height)
  context.fillStyle = 'white'
  context.fillRect(x - 0.5, top, 1, height)
  context.beginPath()
  context.arc(x, middle, 13, 0, Math.PI * 2)
  context.fillStyle = 'rgb(20 20 20 / 0.85)'
  context.fill()
  context.strokeStyle = 'white'
  context.lineWidth = 1.5
  context.stroke()
  context.beginPath()
  for (const side of [-1, 1]) {
    context.moveTo(x + side * 3.5, middle - 4)
    context.lineTo(x + side * 7.5, middle)
    context.lineTo(x + side * 3.5, middle + 4)
  }
  context.stroke()
}

function drawWorking(context: CanvasRenderingContext2D, placement: ViewTransform, region: Region): void {
  const from: Point = toScreen(placement, { x: region.left, y: region.top })
  context.strokeStyle = '#5cc2ad'
  context.lineWidth = 2
  context.strokeRect(
    from.x - 1,
    from.y - 1,
    region.width * placement.scale + 2,
    region.height * placement.scale + 2,
  )
}
