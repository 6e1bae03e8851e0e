// Boxes of a wanted shape or size about the middle of another one, in whole pixels.
import type { Box } from './shapes'

interface Size {
  readonly width: number
  readonly height: number
}

/** The box of a size about the same middle. */
export function boxOfSize({ left, top, right, bottom }: Box, { width, height }: Size): Box {
  const x = Math.round((left + right - width) / 2)
  const y = Math.round((top + bottom - height) / 2)
  return { left: x, top: y, right: x + width, bottom: y + height }
}

/** What either side may be, in pixels. */
interface Limits {
  readonly least: number
  readonly most: number
}

/**
 * The size of a shape that is nearest to a width and has both sides within limits; a shape that is longer than they allow gives way.
 * @param aspect width to height
 */
export function sizeOfShape(width: number, aspect: number, { least, most }: Limits): Size {
  const wide = Math.min(Math.max(width, least, least * aspect), most, most * aspect)
  const side = (value: number) => Math.min(most, Math.max(least, Math.round(value)))
  return { width: side(wide), height: side(wide / aspect) }
}

/**
 * The largest box of a shape within another one, about its middle; it reaches beyond where a side would be too short.
 * @param aspect width to height
 */
export function boxOfAspect(box: Box, aspect: number, limits: Limits): Box {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  return boxOfSize(box, sizeOfShape(Math.min(width, height * aspect), aspect, limits))
}
