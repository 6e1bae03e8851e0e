import { tensor, type Tensor } from '../tensor/tensor'

/** Keys' cubic convolution (1981) with PyTorch's parameter. */
const a = -0.75

/**
 * A map [1, 1, H, W] at another size, as `torch.nn.functional.interpolate(mode="bicubic", align_corners=False)`: 4 x 4 pixels a
 * value, also where it shrinks; beyond the border the last pixels are repeated.
 */
export function resizeBicubic(map: Tensor, height: number, width: number): Tensor {
  const [, , rows = 0, columns = 0] = map.shape
  const [down, across] = [tapsOf(rows, height), tapsOf(columns, width)]
  const data = new Float32Array(height * width)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (const [row, byRow] of down[y]!)
        for (const [column, byColumn] of across[x]!)
          sum += byRow * byColumn * map.data[row * columns + column]!
      data[y * width + x] = sum
    }
  return tensor(data, [1, 1, height, width])
}

type Taps = readonly (readonly [at: number, weight: number])[]

function tapsOf(from: number, to: number): readonly Taps[] {
  return Array.from({ length: to }, (_, out) => {
    const centre = ((out + 0.5) * from) / to - 0.5
    const first = Math.floor(centre)
    return [-1, 0, 1, 2].map((offset) => {
      const at = Math.min(Math.max(first + offset, 0), from - 1)
      return [at, cubic(Math.abs(centre - first - offset))] as const
    })
  })
}

const cubic = (x: number): number =>
  x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
