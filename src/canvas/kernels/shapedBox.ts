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

/**
 * The largest box of a shape within another one, about its middle; each side is at least a pixel.
 * @param aspect width to height
 */
export function boxOfAspect(box: Box, aspect: number): Box {
  const [width, height] = [box.right - box.left, box.bottom - box.top]
  const byWidth = width / height <= aspect
  return boxOfSize(box, {
    width: Math.max(1, Math.round(byWidth ? width : height * aspect)),
    height: Math.max(1, Math.round(byWidth ? width / aspect : height)),
  })
}
