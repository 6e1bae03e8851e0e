// A canvas for each bitmap that is shown. On a change only the tiles that are not shared with what was drawn are put again.
import { tileRegion, type Tile, type TiledBitmap } from './kernels/tiledBitmap'

/** Colour of the mask's tint, which is rare in pictures, and its opacity where the mask covers fully. */
const maskTint = { red: 112, green: 48, blue: 255, alpha: 0.55 }

interface Drawn {
  readonly canvas: OffscreenCanvas
  readonly context: OffscreenCanvasRenderingContext2D
  bitmap: TiledBitmap
}

export class LayerCanvases {
  private readonly drawn = new Map<string, Drawn>()

  /** The canvas of a layer (or preview, or candidate) with the given pixels on it. */
  canvasOf(key: string, bitmap: TiledBitmap): OffscreenCanvas {
    const before = this.drawn.get(key)
    const fits = before && before.bitmap.width === bitmap.width && before.bitmap.height === bitmap.height
    const target = fits && before.bitmap.channels === bitmap.channels ? before : this.blank(key, bitmap)
    if (target.bitmap === bitmap) return target.canvas
    bitmap.tiles.forEach((tile, index) => {
      if (tile !== target.bitmap.tiles[index]) putTile(target.context, bitmap, index, tile)
    })
    target.bitmap = bitmap
    return target.canvas
  }

  /** Gives up the canvases of everything that is no longer shown. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const key of this.drawn.keys()) if (!keys.has(key)) this.drawn.delete(key)
  }

  private blank(key: string, bitmap: TiledBitmap): Drawn {
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    const context = canvas.getContext('2d')
    if (!context) throw new Error('The browser gives no 2D canvas.')
    const drawn: Drawn = { canvas, context, bitmap: { ...bitmap, tiles: bitmap.tiles.map(() => undefined) } }
    this.drawn.set(key, drawn)
    return drawn
  }
}

function putTile(
  context: OffscreenCanvasRenderingContext2D,
  bitmap: TiledBitmap,
  index: number,
  tile: Tile,
): void {
  const { left, top, width, height } = tileRegion(bitmap, index)
  if (!tile) return context.clearRect(left, top, width, height)
  const image = context.createImageData(width, height)
  if (bitmap.channels === 4) image.data.set(tile)
  else tintTile(image.data, tile)
  context.putImageData(image, left, top)
}

function tintTile(out: Uint8ClampedArray, coverage: Uint8Array): void {
  const words = new Uint32Array(out.buffer)
  const { red, green, blue, alpha } = maskTint
  const colour = red | (green << 8) | (blue << 16)
  for (let at = 0; at < coverage.length; at++)
    words[at] = (colour | (Math.round((coverage[at] as number) * alpha) << 24)) >>> 0
}
