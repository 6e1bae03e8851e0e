// Maps of the part that words had in a picture.
import type { Region } from '../../shared/pixels'
import type { Point } from './fillPolygon'

export interface WordMap {
  readonly width: number
  readonly height: number
  /** Row by row, of any scale. */
  readonly data: Float32Array
}

interface PlacedMaps {
  readonly words: readonly {
    /** Of its map, over what its prompt was read for. */
    readonly mean: number
  }[]
  readonly width: number
  readonly height: number
  /** words x height x width */
  readonly maps: Float32Array
  /** Where on the canvas they lie. */
  readonly place: Region
}

/** The mean of some words' maps, of all that lie behind each other in `maps`. */
export function meanMap(
  { width, height }: Pick<PlacedMaps, 'width' | 'height'>,
  maps: Float32Array,
  words: readonly number[],
): WordMap {
  const area = width * height
  const data = new Float32Array(area)
  for (const word of words)
    for (let at = 0; at < area; at++) data[at] = data[at]! + maps[word * area + at]! / words.length
  return { width, height, data }
}

/** The least and the largest value. */
export function rangeOf(data: Float32Array): readonly [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity]
  for (const value of data) {
    if (value < least) least = value
    if (value > most) most = value
  }
  return [least, most]
}

/** From its least to its largest value, 0 to 1; 0 where it is the same everywhere. */
export function stretched({ width, height, data }: WordMap): WordMap {
  const [least, most] = rangeOf(data)
  const span = most - least || 1
  return { width, height, data: data.map((value) => (value - least) / span) }
}

/** By a Gaussian, what lies outside counting as 0. */
export function blurred({ width, height, data }: WordMap, sigma: number): WordMap {
  const weights = Float64Array.from({ length: Math.max(width, height) }, (_, distance) =>
    Math.exp(-(distance ** 2) / (2 * sigma ** 2)),
  )
  const along = (from: Float32Array, size: number, step: number) =>
    from.map((_, at) => {
      const place = Math.floor(at / step) % size
      let sum = 0
      for (let other = 0; other < size; other++)
        sum += weights[Math.abs(other - place)]! * from[at + (other - place) * step]!
      return sum
    })
  return { width, height, data: along(along(data, width, 1), height, width) }
}

/**
 * Each word's share, of all words', of what was made at a point of the canvas; undefined beside the maps. A word counts by how much
 * more it is attended to there than on the whole that its prompt was read for: words of the place are attended to everywhere.
 */
export function sharesAt(maps: PlacedMaps, { x, y }: Point): readonly number[] | undefined {
  const { words, width, height, place } = maps
  const column = Math.floor(((x - place.left) / place.width) * width)
  const row = Math.floor(((y - place.top) / place.height) * height)
  if (column < 0 || row < 0 || column >= width || row >= height) return undefined
  const area = width * height
  const parts = words.map(({ mean }, word) =>
    mean > 0 ? maps.maps[word * area + row * width + column]! / mean : 0,
  )
  const sum = parts.reduce((total, part) => total + part, 0) || 1
  return parts.map((part) => part / sum)
}
