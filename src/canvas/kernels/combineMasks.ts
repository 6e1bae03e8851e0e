// Fuzzy set operations on masks, byte by byte.
import type { Mask } from './mask'

/** How a new shape joins the mask that is there. */
export const maskOperations = ['replace', 'union', 'subtract', 'intersect'] as const
export type MaskOperation = (typeof maskOperations)[number]

/**
 * Combines two masks of one size: the larger coverage for a union, the smaller for an intersection, and for a difference
 * the smaller of `mask` and what `other` leaves free. Each gives the same again when it is applied twice.
 */
export function combineMasks(mask: Mask, other: Mask, operation: MaskOperation): Mask {
  if (mask.width !== other.width || mask.height !== other.height)
    throw new RangeError(`masks of ${mask.width}x${mask.height} and ${other.width}x${other.height}`)
  if (operation === 'replace') return other
  const [a, b] = [mask.data, other.data]
  const data = new Uint8Array(a.length)
  if (operation === 'union')
    for (let i = 0; i < a.length; i++) data[i] = Math.max(a[i] as number, b[i] as number)
  else if (operation === 'intersect')
    for (let i = 0; i < a.length; i++) data[i] = Math.min(a[i] as number, b[i] as number)
  else for (let i = 0; i < a.length; i++) data[i] = Math.min(a[i] as number, 255 - (b[i] as number))
  return { width: mask.width, height: mask.height, data }
}
