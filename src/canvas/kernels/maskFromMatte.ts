// A mask of a matte: hair and other fine edges cover their pixels in part.
import type { Mask } from './mask'
import { scaleMask } from './scaleMask'

interface Matte {
  readonly width: number
  readonly height: number
  /** Row by row, how much of each pixel is the subject, of 255. */
  readonly coverage: Uint8Array
}

/** Of 255: so little of a pixel is the network's noise, which would stretch the mask over the whole picture. */
const noise = 8

/** The matte at the size of the picture that it lies over. */
export function maskFromMatte(
  { width, height, coverage }: Matte,
  picture: Pick<Mask, 'width' | 'height'>,
): Mask {
  const scaled = scaleMask({ width, height, data: Uint8Array.from(coverage) }, picture.width, picture.height)
  return {
    ...scaled,
    data: scaled.data.map((value) => (value <= noise ? 0 : value >= 255 - noise ? 255 : value)),
  }
}
