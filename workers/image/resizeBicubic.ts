import { tensor, type Tensor } from '../tensor/tensor'

/** Keys' cubic convolution (1981) with PyTorch's parameter. */
const a = -0.75

/**
 * A map [1, 1, H, W] at another size, as `torch.nn.functional.interpolate(mode="bicubic", align_corners=False)`: 4 x 4 pixels a
 * value, also where it shrinks; beyond the border the last pixels are repeated.
 */
export function resizeBicubic(map: Tensor, height: number, width: number): Tensor {
  const [, , rows = 0, columns = 0] = map.shape
  const across = tapsOf(columns, width)
  const wide = new Float64Array(rows * width)
  for (let x = 0; x < width; x++)
    for (let tap = 4 * x; tap < 4 * x + 4; tap++) {
      const [from, weight] = [across.places[tap]!, across.weights[tap]!]
      for (let row = 0; row < rows; row++) wide[row * width + x]! += weight * map.data[row * columns + from]!
    }
  const down = tapsOf(rows, height)
  const data = new Float32Array(height * width)
  for (let y = 0; y < height; y++) {
    // Four rows at once: a sum that goes through Float32Array would be rounded four times.
    const [a, b, c, d] = down.places.subarray(4 * y, 4 * y + 4).map((row) => row * width) as unknown as Four
    const [ofA, ofB, ofC, ofD] = down.weights.subarray(4 * y, 4 * y + 4) as unknown as Four
    for (let x = 0; x < width; x++)
      data[y * width + x] = ofA * wide[a + x]! + ofB * wide[b + x]! + ofC * wide[c + x]! + ofD * wide[d + x]!
  }
  return tensor(data, [1, 1, height, width])
}

type Four = readonly [number, number, number, number]

/** The four places from which each value is taken, and what they weigh, one after another. */
function tapsOf(from: number, to: number): { readonly places: Int32Array; readonly weights: Float64Array } {
  const [places, weights] = [new Int32Array(4 * to), new Float64Array(4 * to)]
  for (let out = 0; out < to; out++) {
    const centre = ((out + 0.5) * from) / to - 0.5
    const first = Math.floor(centre)
    for (let tap = 0; tap < 4; tap++) {
      const at = first - 1 + tap
      places[4 * out + tap] = Math.min(Math.max(at, 0), from - 1)
      weights[4 * out + tap] = cubic(Math.abs(centre - at))
    }
  }
  return { places, weights }
}

const cubic = (x: number): number =>
  x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
