// Two pictures as one, after the Cut-Mix of SVDiff (Han et al. 2023, arXiv:2303.11305): what is only ever seen alone is never drawn beside
// anything. Each is made half as large, and they stand side by side in the middle of the height. Above and below, their edges go on,
// and count for nothing; nor does the seam.
import type { Pixels } from '../../src/shared/pixels'
import { resize } from '../image/resample'
import { tensor, type Tensor } from '../tensor/tensor'

interface Together {
  readonly pixels: Pixels
  /** The latents that count, [1, 1, h, w]. */
  readonly mask: Tensor
}

/**
 * @param left and `right`: squares, of any size
 * @param size of the picture, in pixels; `scaleFactor` pixels are a latent
 */
export function sideBySide(
  left: Pixels,
  right: Pixels,
  { size, scaleFactor }: { readonly size: number; readonly scaleFactor: number },
): Together {
  const half = size / 2
  const parts = [resize(left, half, half), resize(right, half, half)]
  const data = new Uint8ClampedArray(4 * size * size)
  for (let y = 0; y < size; y++) {
    const row = Math.min(Math.max(y - size / 4, 0), half - 1)
    for (const [at, part] of parts.entries())
      data.set(part.data.subarray(4 * row * half, 4 * (row + 1) * half), 4 * (y * size + at * half))
  }
  return { pixels: { width: size, height: size, data }, mask: counted(size / scaleFactor) }
}

function counted(side: number): Tensor {
  const mask = new Float32Array(side * side)
  const seam = side / 2
  for (let y = Math.ceil(side / 4); y < Math.floor((3 * side) / 4); y++)
    for (let x = 0; x < side; x++) if (x < seam - 1 || x > seam) mask[y * side + x] = 1
  return tensor(mask, [1, 1, side, side])
}
