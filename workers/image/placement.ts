// Which part of the picture an edit works on, and how its result goes back in place at full size.
import type { Pixels, Region } from '../../src/shared/pixels'
import { feather } from './feather'
import { boundsOf, enlargedMask, leastOf, resizeMask, type Mask } from './mask'
import { resize } from './resample'

/** Room around the mask's bounds that the network sees, as a share of their longer side. */
const margin = 0.5
/**
 * The same of a network that follows instructions: it has to see the dog to take its hat off. Of 35 removals under a mask on Toyland,
 * whose hats are a third as wide as the picture, 24 were made with the other margin, 33 with this one and with the whole picture.
 */
const wideMargin = 2

/**
 * The region of a picture that is brought to working size: the whole, or, where a mask covers a part of a picture larger
 * than that, a window of the working size's proportions around the mask, at least as large as the working size, so that
 * the edit is made at full detail.
 * @param instructed the network follows instructions
 */
export function workingRegion(
  picture: { readonly width: number; readonly height: number },
  working: { readonly width: number; readonly height: number },
  mask: Mask | undefined,
  { instructed = false }: { readonly instructed?: boolean } = {},
): Region {
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height }
  if (!mask || (picture.width <= working.width && picture.height <= working.height)) return whole
  const bounds = boundsOf(mask)
  const room = (instructed ? wideMargin : margin) * Math.max(bounds.width, bounds.height)
  const wanted = Math.max((bounds.width + room) / working.width, (bounds.height + room) / working.height, 1)
  const width = Math.round(working.width * wanted)
  const height = Math.round(working.height * wanted)
  if (width >= picture.width || height >= picture.height) return whole
  const slide = (centre: number, extent: number, limit: number) =>
    Math.min(Math.max(Math.round(centre - extent / 2), 0), limit - extent)
  return {
    left: slide(bounds.left + bounds.width / 2, width, picture.width),
    top: slide(bounds.top + bounds.height / 2, height, picture.height),
    width,
    height,
  }
}

/** The part of a picture inside a region. */
export function cropPixels(picture: Pixels, { left, top, width, height }: Region): Pixels {
  if (left === 0 && top === 0 && width === picture.width && height === picture.height) return picture
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * picture.width + left) * 4
    data.set(picture.data.subarray(from, from + width * 4), y * width * 4)
  }
  return { width, height, data }
}

/**
 * Width of a change's soft rim, in pixels of the working size: a little more than half a latent pixel of Stable Diffusion. At 4
 * seams were seen, at 6 the pixels around a change were kept less exactly than need be.
 */
export const rim = 5

type Size = Pick<Pixels, 'width' | 'height'>

/** Pixels of a picture for each of the working size. */
export const largerBy = (region: Size, working: Size): number =>
  Math.max(region.width / working.width, region.height / working.height)

/**
 * How much of a result to lay over a picture at each of its pixels, so that all that changed is covered.
 * @param change binary, at working size
 * @param region where the working picture lies in the picture
 * @param most how much at most, at working size
 */
export function coverOf(
  change: Mask,
  region: Region,
  picture: { readonly width: number; readonly height: number },
  most?: Mask,
): Mask {
  const { width, height } = region
  const soft = feather(resizeMask(change, width, height), rim * largerBy(region, change))
  const cover = leastOf([soft, ...(most ? [enlargedMask(most, width, height)] : [])])
  return overPicture(cover ?? soft, region, picture)
}

/** A mask of a region's working picture as one of the whole picture, 0 outside of the region. */
export const maskOverPicture = (
  mask: Mask,
  region: Region,
  picture: { readonly width: number; readonly height: number },
): Mask => overPicture(resizeMask(mask, region.width, region.height), region, picture)

function overPicture(
  mask: Mask,
  { left, top, width, height }: Region,
  picture: { readonly width: number; readonly height: number },
): Mask {
  if (width === picture.width && height === picture.height) return mask
  const data = new Float32Array(picture.width * picture.height)
  for (let y = 0; y < height; y++)
    data.set(mask.data.subarray(y * width, (y + 1) * width), (top + y) * picture.width + left)
  return { width: picture.width, height: picture.height, data }
}

/**
 * Puts a result back over the picture. Where `cover` is 0 the picture's own bytes stay; its alpha stays everywhere.
 * @param cover share of the result at each pixel of the picture, 0 to 1; absent: 1 within the region
 */
export function paste(picture: Pixels, result: Pixels, region: Region, cover: Mask | undefined): Pixels {
  const placed = resize(result, region.width, region.height)
  const data = picture.data.slice()
  for (let y = 0; y < region.height; y++)
    for (let x = 0; x < region.width; x++) {
      const pixel = (region.top + y) * picture.width + region.left + x
      const share = cover ? (cover.data[pixel] as number) : 1
      if (share === 0) continue
      for (let c = 0; c < 3; c++) {
        const before = data[pixel * 4 + c] as number
        const after = placed.data[(y * region.width + x) * 4 + c] as number
        data[pixel * 4 + c] = share === 1 ? after : Math.round(before + share * (after - before))
      }
    }
  return { width: picture.width, height: picture.height, data }
}
