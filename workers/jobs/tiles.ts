// Pictures that are too large for one run of the autoencoder, in tiles that overlap, as diffusers' tiled VAE. All tiles have
// one size, since a network is built for one: the last ones move inwards in place of becoming smaller.
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'

export interface Tiling {
  /** Side of a tile, in pixels of the input. */
  readonly tile: number
  /** Pixels of the result for one of the input: 8 when decoding, 1/8 when encoding. */
  readonly scale: number
}

/** The share of a tile that its neighbour repeats, at least. */
const OVERLAP = 0.25

/** Starts of the fewest tiles that cover `extent` with the overlap, evenly spread. Multiples of `step`. */
export function tileStarts(extent: number, tile: number, step = 1): readonly number[] {
  if (extent <= tile) return [0]
  const count = Math.ceil((extent - tile) / (tile * (1 - OVERLAP))) + 1
  const last = (extent - tile) / step
  return Array.from({ length: count }, (_, index) => Math.round((index * last) / (count - 1)) * step)
}

/**
 * Runs `run` on each tile of x [1, C, H, W], sequentially, and blends the results, which may be several tensors by name: where
 * tiles overlap, each counts the less the nearer its border is.
 */
export async function runTiled(
  x: Tensor,
  { tile, scale }: Tiling,
  run: (tile: Tensor) => Promise<ReadonlyMap<string, Tensor>>,
): Promise<ReadonlyMap<string, Tensor>> {
  const [, , height, width] = x.shape as [number, number, number, number]
  if (height <= tile && width <= tile) return run(x)
  const size = [Math.min(tile, height), Math.min(tile, width)] as const
  // A start has to be a whole pixel of the result too.
  const step = Math.max(1, 1 / scale)
  const blends = new Map<string, Blend>()
  for (const top of tileStarts(height, tile, step))
    for (const left of tileStarts(width, tile, step))
      for (const [name, result] of await run(cut(x, top, left, size))) {
        const blend = blends.get(name) ?? new Blend(result.shape[1]!, height * scale, width * scale)
        blends.set(name, blend)
        blend.add(result, top * scale, left * scale)
      }
  return new Map([...blends].map(([name, blend]) => [name, blend.result()]))
}

function cut(x: Tensor, top: number, left: number, [rows, columns]: readonly [number, number]): Tensor {
  const [, channels, height, width] = x.shape as [number, number, number, number]
  const out = new Float32Array(channels * rows * columns)
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < rows; row++) {
      const from = (channel * height + top + row) * width + left
      out.set(x.data.subarray(from, from + columns), (channel * rows + row) * columns)
    }
  return tensor(out, [1, channels, rows, columns])
}

/** A mean of tiles, weighted by the distance from their borders. */
class Blend {
  private readonly shape: readonly [number, number, number, number]
  private readonly sum: Float32Array
  private readonly weight: Float32Array

  constructor(channels: number, height: number, width: number) {
    this.shape = [1, channels, height, width]
    this.sum = new Float32Array(sizeOf(this.shape))
    this.weight = new Float32Array(height * width)
  }

  add({ data, shape }: Tensor, top: number, left: number): void {
    const [, channels, rows, columns] = shape as [number, number, number, number]
    const [, , height, width] = this.shape
    const nearness = (at: number, extent: number) => Math.min(at + 1, extent - at)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        const weight = nearness(row, rows) * nearness(column, columns)
        const to = (top + row) * width + left + column
        this.weight[to] = this.weight[to]! + weight
        for (let channel = 0; channel < channels; channel++) {
          const place = channel * height * width + to
          this.sum[place] = this.sum[place]! + weight * data[(channel * rows + row) * columns + column]!
        }
      }
  }

  result(): Tensor {
    const { sum, weight } = this
    return tensor(
      sum.map((value, at) => value / weight[at % weight.length]!),
      this.shape,
    )
  }
}
