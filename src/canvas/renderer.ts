// Draws the document on the visible canvas. Nothing is kept here but canvases of what is shown.
import type { Region } from '../shared/pixels'
import type { Point } from './kernels/fillPolygon'
import { toScreen, type ViewTransform } from './kernels/viewTransform'
import { LayerCanvases } from './layerCanvases'
import { MaskOutlines } from './maskOutlines'
import type { Scene, SceneCover, SceneLayer } from './scene'
import { Sheet, type SheetContent } from './sheet'

/** From here on pixels are shown as squares. */
const pixelatedFrom = 2
const checkSide = 8

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

export class Renderer {
  private readonly canvases = new LayerCanvases()
  private readonly context: CanvasRenderingContext2D
  private readonly outlines = new MaskOutlines()
  private checks: CanvasPattern | null = null
  private readonly pictures = new Sheet((context, content) => {
    within(context, content, () => {
      context.imageSmoothingQuality = 'high'
      this.drawLayers(context, content)
      if (content.cover) this.drawCover(context, content.cover, content)
      // Below the layers, which are not to be blended with it.
      this.drawChecks(context, content)
    })
  })
  // A mask changes with each movement of the brush: quick is better than fine.
  private readonly masks = new Sheet((context, content) => {
    within(context, content, () => this.drawLayers(context, content))
  })

  constructor(private readonly element: HTMLCanvasElement) {
    const context = element.getContext('2d')
    if (!context) throw new Error('The browser gives no 2D canvas.')
    this.context = context
  }

  /** Draws a scene, and then `overlay` in CSS pixels of the viewport. */
  draw(scene: Scene, overlay: (context: CanvasRenderingContext2D) => void): void {
    const { context, element } = this
    const { viewport } = scene
    const density = element.width / Math.max(1, viewport.width)
    context.setTransform(density, 0, 0, density, 0, 0)
    context.clearRect(0, 0, viewport.width, viewport.height)
    if (scene.width > 0 && viewport.width > 0) this.drawPicture(scene, density)
    overlay(context)
    const shown = [...scene.layers, ...scene.masks, ...(scene.cover ? [scene.cover] : [])]
    this.canvases.keepOnly(new Set(shown.map(({ key }) => key)))
  }

  private drawPicture(scene: Scene, density: number): void {
    const { context } = this
    const { placement, viewport, width, height, layers, masks, outlined, cover, working } = scene
    const common = { placement, viewport, density, picture: { width, height } }
    const pictures = this.pictures.show({ ...common, layers, cover })
    drawSheet(context, pictures)
    if (masks.length > 0) {
      const tint = this.masks.show({ ...common, layers: masks, cover: undefined })
      drawSheet(context, tint)
    }
    if (outlined.length > 0) {
      const { width, height } = this.element
      drawSheet(context, this.outlines.show({ masks: outlined, placement, density, width, height }))
    }
    const { x, y } = placement
    const [shownWidth, shownHeight] = [width * placement.scale, height * placement.scale]
    drawFrame(context, x, y, shownWidth, shownHeight)
    if (cover && cover.split > 0) drawSplit(context, x + shownWidth * cover.split, y, shownHeight)
    if (working) drawWorking(context, placement, working)
  }

  private drawLayers(context: Context, { layers }: SheetContent): void {
    for (const layer of layers) this.drawLayer(context, layer)
  }

  private drawLayer(
    context: Context,
    { key, bitmap, opacity, blend = 'normal', transform }: SceneLayer,
  ): void {
    const { a, b, c, d, e, f } = transform
    context.save()
    context.globalAlpha = opacity
    context.globalCompositeOperation = blend === 'normal' ? 'source-over' : blend
    context.transform(a, b, c, d, e, f)
    context.drawImage(this.canvases.canvasOf(key, bitmap), 0, 0)
    context.restore()
  }

  private drawCover(context: Context, cover: SceneCover, { picture }: SheetContent): void {
    const { key, bitmap, region, split } = cover
    context.save()
    context.beginPath()
    context.rect(picture.width * split, 0, picture.width * (1 - split), picture.height)
    context.clip()
    // A preview is at working size: it is enlarged smoothly, as the result will be.
    if (bitmap.width !== region.width) context.imageSmoothingEnabled = true
    const image = this.canvases.canvasOf(key, bitmap)
    context.drawImage(image, region.left, region.top, region.width, region.height)
    context.restore()
  }

  private drawChecks(context: Context, { placement, picture, density }: SheetContent): void {
    this.checks ??= checkPattern(context)
    if (!this.checks) return
    const { x, y, scale } = placement
    context.save()
    context.setTransform(density, 0, 0, density, 0, 0)
    this.checks.setTransform(new DOMMatrix([1, 0, 0, 1, x, y]))
    context.fillStyle = this.checks
    context.globalCompositeOperation = 'destination-over'
    context.fillRect(x, y, picture.width * scale, picture.height * scale)
    context.restore()
  }
}

/** A sheet's pixels are the canvas's. */
function drawSheet(context: CanvasRenderingContext2D, sheet: OffscreenCanvas): void {
  context.save()
  context.resetTransform()
  context.drawImage(sheet, 0, 0)
  context.restore()
}

/** Draws in pixels of the picture, and nothing outside of it. */
function within(context: Context, { placement, picture, density }: SheetContent, draw: () => void): void {
  context.translate(placement.x, placement.y)
  context.scale(placement.scale, placement.scale)
  context.beginPath()
  context.rect(0, 0, picture.width, picture.height)
  context.clip()
  context.imageSmoothingEnabled = placement.scale * density < pixelatedFrom
  draw()
}

function checkPattern(context: Context): CanvasPattern | null {
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
