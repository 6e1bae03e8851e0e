// What of the picture each word of the prompt made: the cross-attention that its tokens are given, averaged over heads, layers
// and steps (DAAM: Tang et al. 2023, arXiv:2210.04885). Beside it the same maps carried along the self-attention, which spreads them
// over the things that they lie on, up to their edges.
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import { levelSize } from '../diffusion/levelSize'
import type { CheckpointTraits } from '../diffusion/traits'
import type { View } from '../diffusion/views'
import { wordLayers } from '../diffusion/wordLayers'
import { resizeBicubic } from '../image/resizeBicubic'
import { tensor, type Tensor } from '../tensor/tensor'

type Size = readonly [height: number, width: number]

/** Sums of one view. */
interface ViewSums {
  readonly view: View
  runs: number
  /** [words, h, w] of each layer of cross-attention, by path. */
  readonly cross: Map<string, Float64Array>
  /** [queries, keys] of the layers of self-attention; empty before the first run. */
  self: Float64Array
}

/** Means over layers and steps, [words, height, width] of the canvas's latents, at least 0. */
export interface MeanAttention {
  readonly maps: Tensor
  readonly carried: Tensor
}

export class AttentionSums {
  /** Layers to be given to `add`, by path. */
  readonly taps: readonly string[]
  private readonly views = new Map<string, ViewSums>()
  private readonly cross: readonly AttentionLayer[]
  private readonly self: readonly AttentionLayer[]
  /** Of the layers in which words are found best. */
  private readonly level: number

  constructor(
    traits: Pick<CheckpointTraits, 'attention' | 'sampleSize'>,
    private readonly words: number,
  ) {
    const { attention } = traits
    // The middle block's maps are too coarse to tell anything; the paper leaves them out too.
    this.cross = attention.filter(({ kind, place }) => kind === 'cross' && place !== 'mid')
    this.level = wordLayers(traits, 'Words').level
    const beside = attention.filter(
      ({ kind, place, level }) => kind === 'self' && place !== 'mid' && level === this.level,
    )
    const late = beside.filter(({ place }) => place === 'up')
    this.self = late.length > 0 ? late : beside
    this.taps = [...this.cross, ...this.self].map(({ path }) => path)
  }

  get isEmpty(): boolean {
    return this.views.size === 0
  }

  /**
   * Adds the maps [1, heads, queries, keys] of a run in a view.
   * @param positions of each word's tokens; a word's map is the mean of its tokens'
   */
  add(view: View, taps: ReadonlyMap<string, Tensor>, positions: readonly (readonly number[])[]): void {
    const sums = this.of(view)
    sums.runs++
    for (const { path } of this.cross) addWords(sums.cross, path, taps.get(path)!, positions)
    for (const { path } of this.self) sums.self = withHeads(sums.self, taps.get(path)!)
  }

  /**
   * The mean maps. As in DAAM each layer's map is brought to the latents' size by bicubic interpolation, and what that takes below 0
   * is 0.
   */
  mean(size: Size): MeanAttention {
    const [maps, carried] = [new MergedMaps(this.words, size), new MergedMaps(this.words, size)]
    for (const { view, runs, cross, self } of this.views.values()) {
      for (const { path, level } of this.cross)
        maps.add(view, levelSize([view.height, view.width], level), cross.get(path)!, runs)
      const own = levelSize([view.height, view.width], this.level)
      const found = this.cross.filter(({ level }) => level === this.level).map(({ path }) => cross.get(path)!)
      carried.add(view, own, along(self, sumOf(found)), runs * found.length)
    }
    return { maps: maps.mean(), carried: carried.mean() }
  }

  private of(view: View): ViewSums {
    const key = `${view.top},${view.left} ${view.height}x${view.width}`
    const known = this.views.get(key) ?? { view, runs: 0, cross: new Map(), self: new Float64Array() }
    this.views.set(key, known)
    return known
  }
}

function addWords(
  sums: Map<string, Float64Array>,
  path: string,
  { data, shape }: Tensor,
  positions: readonly (readonly number[])[],
): void {
  const [, heads = 0, queries = 0, tokens = 0] = shape
  const sum = sums.get(path) ?? new Float64Array(positions.length * queries)
  sums.set(path, sum)
  positions.forEach((of, word) => {
    // What the text encoder dropped has no attention.
    const read = of.filter((position) => position < tokens)
    for (const position of read)
      for (let head = 0; head < heads; head++)
        for (let query = 0; query < queries; query++) {
          const at = word * queries + query
          sum[at] = sum[at]! + data[(head * queries + query) * tokens + position]! / (heads * read.length)
        }
  })
}

function withHeads(sum: Float64Array, { data, shape }: Tensor): Float64Array {
  const [, heads = 0, queries = 0, keys = 0] = shape
  const area = queries * keys
  const all = sum.length > 0 ? sum : new Float64Array(area)
  for (let head = 0; head < heads; head++)
    for (let at = 0; at < area; at++) all[at] = all[at]! + data[head * area + at]!
  return all
}

function sumOf(maps: readonly Float64Array[]): Float64Array {
  const sum = Float64Array.from(maps[0]!)
  for (const map of maps.slice(1)) map.forEach((value, at) => (sum[at] = sum[at]! + value))
  return sum
}

/** Each pixel is given the maps of the pixels that it attends to, by its shares of attention. */
function along(self: Float64Array, maps: Float64Array): Float64Array {
  const pixels = Math.sqrt(self.length)
  const out = new Float64Array(maps.length)
  for (let query = 0; query < pixels; query++) {
    const row = self.subarray(query * pixels, (query + 1) * pixels)
    const total = row.reduce((sum, value) => sum + value, 0)
    for (let first = 0; first < maps.length; first += pixels) {
      let sum = 0
      for (let key = 0; key < pixels; key++) sum += row[key]! * maps[first + key]!
      out[first + query] = sum / total
    }
  }
  return out
}

/** Maps of several sizes and views, laid over each other. */
class MergedMaps {
  private readonly sum: Float32Array
  private readonly count: Float32Array

  constructor(
    private readonly words: number,
    private readonly size: Size,
  ) {
    this.sum = new Float32Array(words * size[0] * size[1])
    this.count = new Float32Array(size[0] * size[1])
  }

  /** @param maps sums of `runs` maps, [words, h, w] of `size` */
  add(view: View, size: Size, maps: Float64Array, runs: number): void {
    const [height, width] = this.size
    const area = size[0] * size[1]
    for (let word = 0; word < this.words; word++) {
      const own = tensor(Float32Array.from(maps.subarray(word * area, (word + 1) * area)), [1, 1, ...size])
      const large = resizeBicubic(own, view.height, view.width).data
      for (let y = 0; y < view.height; y++)
        for (let x = 0; x < view.width; x++) {
          const at = (view.top + y) * width + ((view.left + x) % width)
          const place = word * height * width + at
          this.sum[place] = this.sum[place]! + Math.max(0, large[y * view.width + x]!)
          if (word === 0) this.count[at] = this.count[at]! + runs
        }
    }
  }

  /** Where no view reads this prompt, its words have no part. */
  mean(): Tensor {
    const { sum, count, words, size } = this
    return tensor(
      sum.map((value, at) => value / Math.max(1, count[at % count.length]!)),
      [words, ...size],
    )
  }
}
