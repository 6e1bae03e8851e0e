// A grey picture, as documents that tests write hold it.
import { tiledFromPixels } from '../src/canvas/kernels/tiledBitmap'
import type { BitmapId } from '../src/state/bitmapTable'

const [width, height] = [256, 192]

export const greyPicture = {
  id: 'p' as BitmapId,
  width,
  height,
  bitmap: tiledFromPixels({ width, height, data: new Uint8ClampedArray(width * height * 4).fill(180) }),
} as const
