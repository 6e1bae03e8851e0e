// Masks: one number per pixel, 1 where the edit may act, 0 where it may not.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels, Region } from '../../src/shared/pixels'
import { messages } from './messages'

export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/**
 * Reads a mask picture: white and opaque is inside; the line is at half brightness (luma times alpha, ITU-R BT.601).
 * @throws PalimpsestError('image') when it covers nothing.
 */
export function binaryMask({ width, height, data }: Pixels): Mask {
  const out = new Float32Array(width * height)
  let covered = false
  for (let at = 0; at < out.length; at++) {
    const [r, g] = [data[at * 4] as number, data[at * 4 + 1] as number]
    const [b, a] = [data[at * 4 + 2] as number, data[at * 4 + 3] as number]
    if (((0.299 * r + 0.587 * g + 0.114 * b) * a) / 255 >= 127.5) {
      out[at] = 1
      covered = true
    }
  }
  if (!covered) throw new PalimpsestError(messages.emptyMask())
  return { width, height, data: out }
}

/** The smallest rectangle around what a mask covers. */
export function boundsOf({ width, height, data }: Mask): Region {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if ((data[y * width + x] as number) > 0) {
        left = Math.min(left, x)
        right = Math.max(right, x + 1)
        top = Math.min(top, y)
        bottom = y + 1
      }
  return { left, top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) }
}

/** The part of a mask inside a region. */
export function cropMask(mask: Mask, { left, top, width, height }: Region): Mask {
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * mask.width + left
    data.set(mask.data.subarray(from, from + width), y * width)
  }
  return { width, height, data }
}

/** At each pixel the least of masks of one size; nothing where there are none. */
export function leastOf(masks: readonly Mask[]): Mask | undefined {
  return masks.length < 2
    ? masks[0]
    : masks.reduce((a, b) => ({
        ...a,
        data: a.data.map((value, at) => Math.min(value, b.data[at] as number)),
      }))
}

/** A mask of shares at a larger size, smooth between its pixels (bilinear). */
export function enlargedMask(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const data = new Float32Array(width * height)
  const along = (at: number, to: number, from: number) => {
    const place = Math.min(Math.max(((at + 0.5) * from) / to - 0.5, 0), from - 1)
    const first = Math.floor(place)
    return [first, Math.min(first + 1, from - 1), place - first] as const
  }
  for (let y = 0; y < height; y++) {
    const [y0, y1, down] = along(y, height, mask.height)
    for (let x = 0; x < width; x++) {
      const [x0, x1, right] = along(x, width, mask.width)
      const row = (line: number) => {
        const [a, b] = [
          mask.data[line * mask.width + x0] as number,
          mask.data[line * mask.width + x1] as number,
        ]
        return a + right * (b - a)
      }
      const [upper, lower] = [row(y0), row(y1)]
      data[y * width + x] = upper + down * (lower - upper)
    }
  }
  return { width, height, data }
}

/**
 * A mask at another size: 1 where any of the pixels below it is. It never loses a thin line, and never covers less.
 */
export function resizeMask(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const [y0, y1] = [Math.floor((y * mask.height) / height), Math.ceil(((y + 1) * mask.height) / height)]
    for (let x = 0; x < width; x++) {
      const [x0, x1] = [Math.floor((x * mask.width) / width), Math.ceil(((x + 1) * mask.width) / width)]
      let most = 0
      for (let row = y0; row < y1; row++)
        for (let column = x0; column < x1; column++)
          most = Math.max(most, mask.data[row * mask.width + column] as number)
      data[y * width + x] = most
    }
  }
  return { width, height, data }
}
