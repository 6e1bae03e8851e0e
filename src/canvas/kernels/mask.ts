// Masks on the canvas: one byte of coverage a pixel, 255 where an edit may act, 0 where it may not, between along soft edges.
import type { Pixels, Region } from '../../shared/pixels'

export interface Mask {
  readonly width: number
  readonly height: number
  /** width x height bytes, row by row from the top left. */
  readonly data: Uint8Array<ArrayBuffer>
}

/**
 * A mask's bytes at a place in a larger picture. Kernels that paint write into windows, in the picture's coordinates, so
 * that one tile and a whole mask are alike to them.
 */
export interface MaskWindow extends Mask {
  readonly left: number
  readonly top: number
}

/** A mask that covers nothing. */
export const emptyMask = (width: number, height: number): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height),
})

/** A mask that covers everything. */
export const fullMask = (width: number, height: number): Mask => ({
  width,
  height,
  data: new Uint8Array(width * height).fill(255),
})

/** A whole mask as a window; it shares the mask's bytes. */
export const wholeMask = (mask: Mask): MaskWindow => ({ ...mask, left: 0, top: 0 })

/** Covers what was not covered. */
export const invertMask = ({ width, height, data }: Mask): Mask => ({
  width,
  height,
  data: data.map((value) => 255 - value),
})

/** The part of a mask inside a region, which must lie within it. */
export function cropMask(mask: Mask, { left, top, width, height }: Region): Mask {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const from = (top + y) * mask.width + left
    data.set(mask.data.subarray(from, from + width), y * width)
  }
  return { width, height, data }
}

/** Reads a picture as a mask, as the engine does: luma (ITU-R BT.601) times alpha. */
export function maskFromPixels({ width, height, data }: Pixels): Mask {
  const out = new Uint8Array(width * height)
  for (let at = 0, from = 0; at < out.length; at++, from += 4) {
    const luma =
      0.299 * (data[from] as number) + 0.587 * (data[from + 1] as number) + 0.114 * (data[from + 2] as number)
    out[at] = Math.round((luma * (data[from + 3] as number)) / 255)
  }
  return { width, height, data: out }
}

/** A mask as the picture that a recipe names: grey of the coverage, opaque. */
export function pixelsFromMask({ width, height, data }: Mask): Pixels {
  const out = new Uint8ClampedArray(width * height * 4)
  // One 32-bit write a pixel; every platform with WebAssembly is little-endian.
  const words = new Uint32Array(out.buffer)
  for (let at = 0; at < data.length; at++) words[at] = (data[at] as number) * 0x010101 + 0xff000000
  return { width, height, data: out }
}
