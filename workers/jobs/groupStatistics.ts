// What nn.GroupNorm needs to know of a map of which a part is there at a time.
import { tensor, type Tensor } from '../tensor/tensor'

export class GroupStatistics {
  private readonly sums: Float64Array
  private readonly squares: Float64Array
  private count = 0

  constructor(private readonly channels: number) {
    this.sums = new Float64Array(channels)
    this.squares = new Float64Array(channels)
  }

  /** Counts a part of the map in, [C, pixels]. */
  add(part: Float32Array): void {
    const pixels = part.length / this.channels
    for (let channel = 0; channel < this.channels; channel++) {
      let [sum, square] = [0, 0]
      for (const value of part.subarray(channel * pixels, (channel + 1) * pixels)) {
        sum += value
        square += value * value
      }
      this.sums[channel] = this.sums[channel]! + sum
      this.squares[channel] = this.squares[channel]! + square
    }
    this.count += pixels
  }

  /** Of all parts, for each channel that of its group: mean, and 1 / sqrt(variance + epsilon). [1, C, 1, 1] */
  of(groups: number, epsilon: number): { readonly mean: Tensor; readonly inverseDeviation: Tensor } {
    const { channels, sums, squares } = this
    const size = channels / groups
    const count = size * this.count
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
