import { tensor, type Tensor } from '../tensor/tensor'

/**
 * A mask [1, 1, H, W] at another size, each pixel the mean of what it covers; enlarged, each pixel is repeated.
 * @returns [1, 1, height, width]; the mask itself where it has that size
 */
export function shrunkMask(mask: Tensor, height: number, width: number): Tensor {
  const [, , rows = 0, columns = 0] = mask.shape
  if (rows === height && columns === width) return mask
  const data = new Float32Array(height * width)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [top, bottom] = spanOf(y, height, rows)
      const [left, right] = spanOf(x, width, columns)
      let sum = 0
      for (let row = top; row < bottom; row++)
        for (let column = left; column < right; column++) sum += mask.data[row * columns + column] ?? 0
      data[y * width + x] = sum / ((bottom - top) * (right - left))
    }
  return tensor(data, [1, 1, height, width])
}

/** The whole pixels of `extent` that pixel `at` of `count` covers, at least one. */
function spanOf(at: number, count: number, extent: number): readonly [number, number] {
  const from = Math.floor((at * extent) / count)
  return [from, Math.max(from + 1, Math.floor(((at + 1) * extent) / count))]
}
