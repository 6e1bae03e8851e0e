// What of the picture each word of its prompts made: the cross-attention that its tokens are given, averaged over heads, layers
// and steps (DAAM: Tang et al. 2023, arXiv:2210.04885). Beside it the same maps carried along the self-attention, which spreads them
// over the things that they lie on, up to their edges. Where views overlap, their maps are averaged by the weights by which their latents are.
import type { AttentionLayer } from '../../src/shared/attentionLayer'
import { levelSize } from '../diffusion/levelSize'
import type { CheckpointTraits } from '../diffusion/traits'
import type { View } from '../diffusion/views'
import { wordLayers } from '../diffusion/wordLayers'
import { resizeBicubic } from '../image/resizeBicubic'
import { tensor, type Tensor } from '../tensor/tensor'

type Size = readonly [height: number, width: number]

/** Sums of one prompt in one view. */
interface ViewSums {
  readonly view: View
  /** Which of the prompts. */
  readonly of: number
  runs: number
  /** [words, h, w] of each layer of cross-attention, by path. */
  readonly cross: Map<string, Float64Array>
  /** [queries, keys] of the layers of self-attention; empty before the first run. */
  self: Float64Array
}

/** A run's attention, and where in its text the words stand. */
interface ReadRun {
  readonly view: View
  /** [1, heads, queries, keys], by path. */
  readonly taps: ReadonlyMap<string, Tensor>
  /** Which of the prompts it reads, counted from 0. */
  readonly of: number
  /** Of each word's tokens; a word's map is the mean of its tokens'. */
  readonly positions: readonly (readonly number[])[]
}

/** Means over layers and steps, [words, height, width] of the canvas's latents, at least 0. */
export interface MeanAttention {
  /** 0 where a word's prompt was not read. */
  readonly maps: Tensor
  /** There, as much as the word has least where it was: so nothing that is read off a map's range sees the border. */
  readonly carried: Tensor
  /** Of each word's map, over what its prompt was read for. */
  readonly means: readonly number[]
}

export class AttentionSums {
  /** Layers to be given to `add`, by path. */
  readonly taps: readonly string[]
  private readonly views = new Map<string, ViewSums>()
  private readonly cross: readonly AttentionLayer[]
  private readonly self: readonly AttentionLayer[]
  /** Of the layers in which words are found best. */
  private readonly level: number

  constructor(traits: Pick<CheckpointTraits, 'attention' | 'sampleSize'>) {
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

  /** Adds the maps of a run. */
  add({ view, taps, of, positions }: ReadRun): void {
    const sums = this.sumsOf(view, of)
    sums.runs++
    for (const { path } of this.cross) addWords(sums.cross, path, taps.get(path)!, positions)
    for (const { path } of this.self) sums.self = withHeads(sums.self, taps.get(path)!)
  }

  /**
   * The mean maps. As in DAAM each layer's map is brought to the latents' size by bicubic interpolation, and what that takes below 0
   * is 0.
   * @param words how many each prompt has; in the maps they lie behind each other
   */
  mean(size: Size, words: readonly number[]): MeanAttention {
    const [maps, carried] = [new MergedMaps(words, size), new MergedMaps(words, size)]
    for (const { view, of, runs, cross, self } of this.views.values()) {
      for (const { path, level } of this.cross)
        maps.add({
          view,
          of,
          size: levelSize([view.height, view.width], level),
          maps: cross.get(path)!,
          runs,
        })
      const own = levelSize([view.height, view.width], this.level)
      const found = this.cross.filter(({ level }) => level === this.level).map(({ path }) => cross.get(path)!)
      carried.add({ view, of, size: own, maps: along(self, sumOf(found)), runs: runs * found.length })
    }
    return { maps: maps.merged(), carried: carried.fromLeast(), means: maps.means() }
  }

  private sumsOf(view: View, of: number): ViewSums {
    const key = `${of} ${view.top},${view.left} ${view.height}x${view.width}`
    const known = this.views.get(key) ?? { view, of, runs: 0, cross: new Map(), self: new Float64Array() }
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

/** Sums of `runs` maps of one prompt's words in a view, [words, h, w] of `size`. */
interface ViewMaps {
  readonly view: View
  readonly of: number
  readonly size: Size
  readonly maps: Float64Array
  readonly runs: number
}

/** Maps of several sizes, views and prompts, laid over each other. */
class MergedMaps {
  private readonly sum: Float32Array
  /** Of all views' weights, over the canvas; and of those that read each prompt. */
  private readonly total: Float32Array
  private readonly totals: readonly Float32Array[]

  constructor(
    private readonly words: readonly number[],
    private readonly size: Size,
  ) {
    const area = size[0] * size[1]
    this.sum = new Float32Array(wordsBefore(words, words.length) * area)
    this.total = new Float32Array(area)
    this.totals = words.map(() => new Float32Array(area))
  }

  add({ view, of, size, maps, runs }: ViewMaps): void {
    const [height, width] = this.size
    const area = size[0] * size[1]
    this.overView(view, (at, place) => {
      const weight = runs * (view.weight?.[place] ?? 1)
      this.total[at] = this.total[at]! + weight
      this.totals[of]![at] = this.totals[of]![at]! + weight
    })
    const first = wordsBefore(this.words, of)
    for (let word = 0; word < this.words[of]!; word++) {
      const own = tensor(Float32Array.from(maps.subarray(word * area, (word + 1) * area)), [1, 1, ...size])
      const large = resizeBicubic(own, view.height, view.width).data
      const sum = this.sum.subarray((first + word) * height * width)
      this.overView(view, (at, place) => {
        sum[at] = sum[at]! + (view.weight?.[place] ?? 1) * Math.max(0, large[place]!)
      })
    }
  }

  /** Where no view reads a prompt, its words have no part. */
  merged(): Tensor {
    return this.mapped((sum) => sum.map((value, at) => value / (this.total[at]! || 1)))
  }

  fromLeast(): Tensor {
    return this.mapped((sum, read) => {
      const least = sum.reduce(
        (all, value, at) => (read[at]! > 0 ? Math.min(all, value / read[at]!) : all),
        Infinity,
      )
      return sum.map((value, at) => {
        if (read[at] === 0) return least
        return least + (value / read[at]! - least) * (read[at]! / this.total[at]!)
      })
    })
  }

  means(): readonly number[] {
    return this.each((sum, read) => {
      const share = (values: Float32Array) =>
        values.reduce((all, value, at) => all + value / (this.total[at]! || 1), 0)
      return share(sum) / (share(read) || 1)
    })
  }

  private mapped(change: (sum: Float32Array, read: Float32Array) => Float32Array): Tensor {
    const maps = this.each(change)
    const data = new Float32Array(this.sum.length)
    maps.forEach((map, word) => data.set(map, word * map.length))
    return tensor(data, [maps.length, ...this.size])
  }

  /** @param make is given a word's sums, and the weights of what read its prompt */
  private each<T>(make: (sum: Float32Array, read: Float32Array) => T): readonly T[] {
    const { length: area } = this.total
    return this.words
      .flatMap((count, of) => Array<number>(count).fill(of))
      .map((of, word) => make(this.sum.subarray(word * area, (word + 1) * area), this.totals[of]!))
  }

  /** @param visit is given each pixel's place on the canvas and in the view */
  private overView(view: View, visit: (at: number, place: number) => void): void {
    const [, width] = this.size
    for (let y = 0; y < view.height; y++)
      for (let x = 0; x < view.width; x++)
        visit((view.top + y) * width + ((view.left + x) % width), y * view.width + x)
  }
}

/** How many words lie before those of a prompt. */
const wordsBefore = (words: readonly number[], of: number): number =>
  words.slice(0, of).reduce((all, count) => all + count, 0)
