// A map [1, C, H, W] of which a strip of rows is there at a time: appended from above, read by rows, given free from above. Kept as it
// came, so that no array is as large as the map.
import { tensor, type Tensor } from '../tensor/tensor'

interface Strip {
  readonly start: number
  readonly end: number
  /** [C, end - start, W] */
  readonly data: Float32Array
}

export class FeatureMap {
  private strips: Strip[] = []
  private readonly sums: Float64Array
  private readonly squares: Float64Array
  private end = 0

  constructor(
    private readonly channels: number,
    readonly width: number,
  ) {
    this.sums = new Float64Array(channels)
    this.squares = new Float64Array(channels)
  }

  static of(x: Tensor): FeatureMap {
    const [, channels, height, width] = x.shape as [number, number, number, number]
    const map = new FeatureMap(channels, width)
    map.append(x, 0, height)
    return map
  }

  get height(): number {
    return this.end
  }

  /** Takes rows `from` to `to` of [1, C, rows, W], below those that are there. */
  append(x: Tensor, from: number, to: number): void {
    const { channels, width } = this
    const rows = x.shape[2]!
    const isAll = from === 0 && to === rows
    const data = isAll ? x.data : new Float32Array(channels * (to - from) * width)
    for (let channel = 0; channel < channels; channel++) {
      const part = x.data.subarray((channel * rows + from) * width, (channel * rows + to) * width)
      if (!isAll) data.set(part, channel * part.length)
      let [sum, square] = [0, 0]
      for (const value of part) {
        sum += value
        square += value * value
      }
      this.sums[channel] = this.sums[channel]! + sum
      this.squares[channel] = this.squares[channel]! + square
    }
    this.strips.push({ start: this.end, end: this.end + to - from, data })
    this.end += to - from
  }

  /** Rows `start` to `end`. */
  read(start: number, end: number): Tensor {
    const { channels, width } = this
    const rows = end - start
    const shape = [1, channels, rows, width]
    const out = new Float32Array(channels * rows * width)
    for (const strip of this.strips) {
      const [from, to] = [Math.max(start, strip.start), Math.min(end, strip.end)]
      if (from >= to) continue
      const held = strip.end - strip.start
      for (let channel = 0; channel < channels; channel++) {
        const at = (channel * held + from - strip.start) * width
        out.set(strip.data.subarray(at, at + (to - from) * width), (channel * rows + from - start) * width)
      }
    }
    return tensor(out, shape)
  }

  /** Gives the memory of strips above a row back. */
  freeAbove(row: number): void {
    this.strips = this.strips.filter(({ end }) => end > row)
  }

  /** Of nn.GroupNorm over all rows, for each channel that of its group: mean, and 1 / sqrt(variance + epsilon). [1, C, 1, 1] */
  statistics(groups: number, epsilon: number): { readonly mean: Tensor; readonly inverseDeviation: Tensor } {
    const { channels, sums, squares } = this
    const size = channels / groups
    const count = size * this.end * this.width
    const shape = [1, channels, 1, 1]
    const [mean, inverse] = [new Float32Array(channels), new Float32Array(channels)]
    for (let first = 0; first < channels; first += size) {
      const total = (of: Float64Array) => of.subarray(first, first + size).reduce((sum, one) => sum + one, 0)
      const average = total(sums) / count
      const variance = Math.max(0, total(squares) / count - average ** 2)
      mean.fill(average, first, first + size)
      inverse.fill(1 / Math.sqrt(variance + epsilon), first, first + size)
    }
    return { mean: tensor(mean, shape), inverseDeviation: tensor(inverse, shape) }
  }
}
