// What of the picture each word of the prompt made: the cross-attention that its tokens are given, averaged over heads, layers
// and steps (DAAM: Tang et al. 2023, arXiv:2210.04885).
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import { levelSize } from '../diffusion/levelSize'
import type { View } from '../diffusion/views'
import { resizeBicubic } from '../image/resizeBicubic'
import { tensor, type Tensor } from '../tensor/tensor'

type Size = readonly [height: number, width: number]

/** Sums of one view's maps: [words, h, w] of each layer. */
interface ViewSums {
  readonly view: View
  runs: number
  readonly byLayer: Map<string, { readonly size: Size; readonly data: Float64Array }>
}

export class AttentionSums {
  private readonly views = new Map<string, ViewSums>()

  constructor(
    private readonly layers: readonly AttentionLayer[],
    private readonly words: number,
  ) {}

  /**
   * Adds the maps [1, heads, queries, tokens] of a run in a view.
   * @param positions of each word's tokens; a word's map is the mean of its tokens'
   */
  add(view: View, taps: ReadonlyMap<string, Tensor>, positions: readonly (readonly number[])[]): void {
    const sums = this.of(view)
    sums.runs++
    for (const { path, level } of this.layers) {
      const map = taps.get(path)
      if (!map) continue
      const [, heads = 0, queries = 0, tokens = 0] = map.shape
      const data = sumOf(sums, path, level, this.words)
      positions.forEach((of, word) => {
        // What the text encoder dropped has no attention.
        const read = of.filter((position) => position < tokens)
        for (const position of read)
          for (let head = 0; head < heads; head++)
            for (let query = 0; query < queries; query++) {
              const at = word * queries + query
              data[at] =
                data[at]! + map.data[(head * queries + query) * tokens + position]! / (heads * read.length)
            }
      })
    }
  }

  /**
   * The mean map of each word over layers and steps, [words, height, width] of the canvas's latents. As in DAAM each layer's map is
   * brought to the latents' size by bicubic interpolation, and what that takes below 0 is 0.
   */
  mean([height, width]: Size): Tensor {
    const sum = new Float32Array(this.words * height * width)
    const covered = new Float32Array(height * width)
    for (const { view, runs, byLayer } of this.views.values()) {
      for (let y = 0; y < view.height; y++)
        for (let x = 0; x < view.width; x++) {
          const at = (view.top + y) * width + ((view.left + x) % width)
          covered[at] = covered[at]! + runs * this.layers.length
        }
      for (const { size, data } of byLayer.values())
        for (let word = 0; word < this.words; word++) {
          const area = size[0] * size[1]
          const own = tensor(Float32Array.from(data.subarray(word * area, (word + 1) * area)), [
            1,
            1,
            ...size,
          ])
          const large = resizeBicubic(own, view.height, view.width).data
          for (let y = 0; y < view.height; y++)
            for (let x = 0; x < view.width; x++) {
              const at = (word * height + view.top + y) * width + ((view.left + x) % width)
              sum[at] = sum[at]! + Math.max(0, large[y * view.width + x]!)
            }
        }
    }
    return tensor(
      // Where no view reads this prompt, its words have no part.
      sum.map((value, at) => value / Math.max(1, covered[at % covered.length]!)),
      [this.words, height, width],
    )
  }

  get isEmpty(): boolean {
    return this.views.size === 0
  }

  private of(view: View): ViewSums {
    const key = `${view.top},${view.left} ${view.height}x${view.width}`
    const known = this.views.get(key) ?? { view, runs: 0, byLayer: new Map() }
    this.views.set(key, known)
    return known
  }
}

function sumOf({ view, byLayer }: ViewSums, path: string, level: number, words: number): Float64Array {
  const known = byLayer.get(path)
  if (known) return known.data
  const size = levelSize([view.height, view.width], level)
  const data = new Float64Array(words * size[0] * size[1])
  byLayer.set(path, { size, data })
  return data
}
