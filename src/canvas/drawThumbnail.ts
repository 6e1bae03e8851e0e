import { tileRegion, type TiledBitmap } from './kernels/tiledBitmap'

/** Draws a bitmap into a small canvas, as large as fits; masks in white on black. */
export function drawThumbnail(element: HTMLCanvasElement, bitmap: TiledBitmap): void {
  const context = element.getContext('2d')
  if (!context) return
  const scale = Math.min(element.width / bitmap.width, element.height / bitmap.height)
  const [left, top] = [
    (element.width - bitmap.width * scale) / 2,
    (element.height - bitmap.height * scale) / 2,
  ]
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, element.width, element.height)
  context.setTransform(scale, 0, 0, scale, left, top)
  context.imageSmoothingQuality = 'high'
  if (bitmap.channels === 1) {
    context.fillStyle = 'black'
    context.fillRect(0, 0, bitmap.width, bitmap.height)
  }
  const tileCanvas = new OffscreenCanvas(1, 1)
  const tileContext = tileCanvas.getContext('2d')
  if (!tileContext) return
  bitmap.tiles.forEach((tile, index) => {
    if (!tile) return
    const region = tileRegion(bitmap, index)
    tileCanvas.width = region.width
    tileCanvas.height = region.height
    const image = tileContext.createImageData(region.width, region.height)
    if (bitmap.channels === 4) image.data.set(tile)
    else
      new Uint32Array(image.data.buffer).set(
        Uint32Array.from(tile, (coverage) => (0xffffff | (coverage << 24)) >>> 0),
      )
    tileContext.putImageData(image, 0, 0)
    // Half a pixel more, so that no seam shows between tiles.
    context.drawImage(
      tileCanvas,
      region.left,
      region.top,
      region.width + 0.5 / scale,
      region.height + 0.5 / scale,
    )
  })
}
