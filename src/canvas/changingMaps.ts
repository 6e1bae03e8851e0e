// Maps that change while an edit runs, such as the attention of words, as tints over its preview, each with its name.
import type { BitmapId, BitmapTable } from '../state/bitmapTable'
import type { JobsState, ShownPicture } from '../state/jobs'
import type { ViewTransform } from './kernels/viewTransform'
import { pixelsFromTiled } from './kernels/tiledBitmap'

/** Told apart by people who do not tell red from green, too (Okabe & Ito 2008). */
const colours = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
] as const

/** How much of a tint covers the picture where a map is largest. */
const opacity = 0.75
/** Where a map is less than this, it has no tint, so that the picture is seen between the things. */
const least = 0.25

interface Tinted {
  readonly canvas: OffscreenCanvas
  /** Where the map is largest, as shares of its sides. */
  readonly peak: { readonly x: number; readonly y: number }
}

const tints = new Map<BitmapId, Tinted>()

/**
 * Draws the maps of the edit that runs, in CSS pixels of the viewport.
 * @param fresh the size of a new picture, of which there is no canvas yet
 */
export function drawChangingMaps(
  context: CanvasRenderingContext2D,
  { scale, x, y }: ViewTransform,
  { jobs, shown }: Pick<JobsState, 'jobs' | 'shown'>,
  bitmaps: BitmapTable,
  fresh?: { readonly width: number; readonly height: number },
): void {
  const running = jobs.find(({ status }) => status !== 'waiting')?.id
  const maps = shown.filter(({ changes, job }) => changes && job === running)
  for (const id of tints.keys()) if (!maps.some(({ bitmap }) => bitmap === id)) tints.delete(id)
  const placed = maps.map((map, at) => {
    const { left, top, width, height } = map.region ?? { left: 0, top: 0, ...(fresh ?? map.canvas) }
    const place = [x + left * scale, y + top * scale, width * scale, height * scale] as const
    return { map, place, colour: colours[at % colours.length]! }
  })
  context.save()
  for (const { map, place, colour } of placed)
    context.drawImage(tintOf(map, colour, bitmaps).canvas, ...place)
  context.font = '600 13px system-ui, sans-serif'
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineWidth = 3
  for (const { map, place, colour } of placed) {
    const { peak } = tintOf(map, colour, bitmaps)
    // A name at an edge stays within the picture.
    const half = context.measureText(map.name).width / 2 + 4
    const at = [
      within(place[0] + peak.x * place[2], place[0] + half, place[0] + place[2] - half),
      within(place[1] + peak.y * place[3], place[1] + 10, place[1] + place[3] - 10),
    ] as const
    context.strokeStyle = 'rgb(0 0 0 / 0.75)'
    context.strokeText(map.name, ...at)
    context.fillStyle = `rgb(${colour.join(' ')})`
    context.fillText(map.name, ...at)
  }
  context.restore()
}

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))

function tintOf({ bitmap }: ShownPicture, colour: readonly number[], bitmaps: BitmapTable): Tinted {
  const known = tints.get(bitmap)
  if (known) return known
  const { width, height, data } = pixelsFromTiled(bitmaps.picture(bitmap))
  const image = new ImageData(width, height)
  let most = 0
  for (let at = 0; at < data.length; at += 4) if (data[at]! > data[most]!) most = at
  const largest = Math.max(1, data[most]!)
  for (let at = 0; at < data.length; at += 4) {
    const share = Math.max(0, data[at]! / largest - least) / (1 - least)
    image.data.set([...colour, 255 * opacity * share], at)
  }
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(image, 0, 0)
  const pixel = most / 4
  const peak = { x: ((pixel % width) + 0.5) / width, y: (Math.floor(pixel / width) + 0.5) / height }
  const tinted = { canvas, peak }
  tints.set(bitmap, tinted)
  return tinted
}
