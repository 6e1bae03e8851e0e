// Colour through a mask, on pixels whose alpha is not premultiplied.
import type { Region } from '../../shared/pixels'
import type { Rgb } from './colour'
import type { MaskWindow } from './mask'
import { intersectRegions } from './regions'

/** RGBA bytes at a place in a picture. */
interface PixelWindow extends Region {
  readonly data: Uint8Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>
}

/**
 * Lays a colour over that part of a picture, by the mask's coverage times `opacity` (Porter & Duff 1984, "over").
 */
export function paintColour(picture: PixelWindow, mask: MaskWindow, colour: Rgb, opacity = 1): void {
  eachCovered(picture, mask, opacity, (at, share) => {
    const before = (picture.data[at + 3] as number) / 255
    const alpha = share + before * (1 - share)
    const mix = share / alpha
    const { data } = picture
    data[at] = Math.round((data[at] as number) * (1 - mix) + colour.r * mix)
    data[at + 1] = Math.round((data[at + 1] as number) * (1 - mix) + colour.g * mix)
    data[at + 2] = Math.round((data[at + 2] as number) * (1 - mix) + colour.b * mix)
    data[at + 3] = Math.round(alpha * 255)
  })
}

/** Takes that part of a picture away, by the mask's coverage times `opacity`. What is gone wholly loses its colour too. */
export function eraseColour(picture: PixelWindow, mask: MaskWindow, opacity = 1): void {
  eachCovered(picture, mask, opacity, (at, share) => {
    const alpha = Math.round((picture.data[at + 3] as number) * (1 - share))
    picture.data[at + 3] = alpha
    if (alpha === 0) picture.data.fill(0, at, at + 3)
  })
}

function eachCovered(
  picture: PixelWindow,
  mask: MaskWindow,
  opacity: number,
  visit: (at: number, share: number) => void,
): void {
  const { left, top, width, height } = intersectRegions(picture, mask)
  for (let y = top; y < top + height; y++)
    for (let x = left; x < left + width; x++) {
      const coverage = mask.data[(y - mask.top) * mask.width + x - mask.left] as number
      if (coverage > 0)
        visit(((y - picture.top) * picture.width + x - picture.left) * 4, (coverage / 255) * opacity)
    }
}
