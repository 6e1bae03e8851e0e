// How large a piece of the canvas the UNet can take at a time: its largest tensor is the map of an attention layer, one number for
// each pair of latent pixels and head, so it grows with the square of the area.
import { PalimpsestError } from '../../src/shared/errors'
import type { CheckpointTraits } from '../diffusion/traits'
import type { View } from '../diffusion/views'
import { messages } from './messages'

/** wasm's memory ends at 4 GiB, WebGPU's buffers at 2 GiB or before; weights and the other tensors need theirs. */
const LARGEST_MAP = 2 * 2 ** 30

/** Bytes of the largest attention map of one sample in float32, 0 for a UNet without self-attention. */
function largestMap(
  { attention }: Pick<CheckpointTraits, 'attention'>,
  height: number,
  width: number,
): number {
  const maps = attention
    .filter(({ kind }) => kind === 'self')
    .map(({ level, heads }) => {
      const pixels = Math.ceil(height / 2 ** level) * Math.ceil(width / 2 ** level)
      return 4 * heads * pixels ** 2
    })
  return Math.max(0, ...maps)
}

/** How many samples of a size may run together. At least 1. */
export const samplesAtOnce = (
  traits: Pick<CheckpointTraits, 'attention'>,
  height: number,
  width: number,
): number => Math.max(1, Math.floor(LARGEST_MAP / largestMap(traits, height, width)))

/**
 * Latent pixels in one run of a small network beyond which a run only takes more memory. Of 1, 2, 4, 8, 16 and 32 samples of 16 x 16 each
 * took 14.6, 12.7, 11.6, 11.2, 11.5 and 11.9 ms on one core; 128 of them took 1.8 GB.
 */
const WORTH_ONE_RUN = 2048

/** How many samples of a size are worth one run of a small network. */
export const samplesWorthOneRun = (height: number, width: number): number =>
  Math.floor(WORTH_ONE_RUN / (height * width))

/**
 * Refuses views that are too large, before a run begins.
 * @param canvas in latent pixels, as the views
 * @param scaleFactor pixels of the picture for a latent pixel
 * @throws PalimpsestError('recipe') with the numbers
 */
export function checkPieces(
  views: readonly View[],
  canvas: Pick<View, 'height' | 'width'>,
  traits: Pick<CheckpointTraits, 'attention'>,
  scaleFactor: number,
): void {
  for (const { height, width } of views) {
    const bytes = largestMap(traits, height, width)
    if (bytes <= LARGEST_MAP) continue
    const gigabytes = (bytes / 1e9).toFixed(1)
    const isWindow = height < canvas.height || width < canvas.width
    const message = isWindow ? messages.windowTooLarge : messages.attentionTooLarge
    throw new PalimpsestError(
      message({
        width: width * scaleFactor,
        height: height * scaleFactor,
        needed: gigabytes,
        limit: (LARGEST_MAP / 1e9).toFixed(1),
      }),
    )
  }
}
