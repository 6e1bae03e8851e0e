// Cutting pictures, and turning them upright.
import type { Pixels } from '../shared/pixels'
import type { Samples } from './colour/toSrgb'

/** How a picture is stored, by the number of EXIF's tag 0x0112: 1 is upright, 2 to 8 are its mirrored and turned forms. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A part of a picture's samples, four a pixel. */
export function cut<Picture extends Samples>(picture: Picture, { x, y, width, height }: Rectangle): Picture {
  const data = picture.data.slice(0, width * height * 4)
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * 4
    data.set(picture.data.subarray(from, from + width * 4), row * width * 4)
  }
  return { ...picture, width, height, data }
}

/** The picture upright. */
export function turnedUpright(picture: Pixels, orientation: Orientation): Pixels {
  if (orientation === 1) return picture
  const isTurned = orientation >= 5
  const [width, height] = isTurned ? [picture.height, picture.width] : [picture.width, picture.height]
  const from = new Uint32Array(picture.data.buffer, picture.data.byteOffset, picture.width * picture.height)
  const data = new Uint8ClampedArray(from.length * 4)
  const to = new Uint32Array(data.buffer)
  const [lastX, lastY] = [picture.width - 1, picture.height - 1]
  // Which stored pixel stands at x, y of the upright picture: `start`, and steps to its right and lower neighbours.
  const row = picture.width
  const walks: Readonly<Record<Orientation, readonly [start: number, right: number, down: number]>> = {
    1: [0, 1, row],
    2: [lastX, -1, row],
    3: [lastY * row + lastX, -1, -row],
    4: [lastY * row, 1, -row],
    5: [0, row, 1],
    6: [lastY * row, -row, 1],
    7: [lastY * row + lastX, -row, -1],
    8: [lastX, row, -1],
  }
  const [start, right, down] = walks[orientation]
  for (let y = 0; y < height; y++)
    for (let x = 0, at = start + y * down; x < width; x++, at += right) to[y * width + x] = from[at]!
  return { width, height, data }
}

/** Makes all transparent that lies outside of a part. */
export function clearOutside(
  { width, data }: Pick<Samples, 'width' | 'data'>,
  { x, y, width: wide, height: high }: Rectangle,
): void {
  for (let at = 0; at < data.length; at += 4) {
    const [column, row] = [(at / 4) % width, Math.floor(at / 4 / width)]
    if (column < x || column >= x + wide || row < y || row >= y + high) data.fill(0, at, at + 4)
  }
}
