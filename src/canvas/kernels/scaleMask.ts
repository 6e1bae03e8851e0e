import type { Mask } from './mask'
import { scaledSamples } from './tentFilter'

/** A mask at another size; the same size gives the same mask. */
export function scaleMask(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const data = Uint8Array.from(scaledSamples(mask, 1, { width, height }), Math.round)
  return { width, height, data }
}
