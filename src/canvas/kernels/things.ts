// Things in a picture, by a map of what each part of it shows.
import { connectedRegions } from '../../shared/connectedRegions'
import type { WordMap } from './wordMap'

interface ClassMap {
  readonly width: number
  readonly height: number
  /** Row by row, an index into `names`. */
  readonly classes: Uint8Array
  readonly names: readonly string[]
}

/** What is behind everything, in the words of Toyland, ADE20K and Cityscapes. */
const backgrounds = new Set([
  'background',
  'sky',
  'ground',
  'grass',
  'earth',
  'water',
  'sea',
  'sand',
  'snow',
  'floor',
  'wall',
  'ceiling',
  'road',
  'sidewalk',
  'mountain',
  'field',
  'vegetation',
  'terrain',
])

/** Of the map's pixels: smaller pieces are faults of the network. */
const smallestShare = 0.007

/** 1 where a thing is, 0 on what is behind all things. */
export function subjectMap(map: ClassMap): WordMap {
  const { width, height, classes } = map
  const inside = isThing(map)
  const { labels, areas } = connectedRegions(map, (at) => inside[at]!, 4)
  const isLarge = (label: number) => areas[label]! >= smallestShare * classes.length
  return { width, height, data: Float32Array.from(labels, (label) => (label > 0 && isLarge(label) ? 1 : 0)) }
}

/**
 * The connected piece at a place, given as shares of the picture's sides: a whole thing, whatever its parts are taken for, or one kind of
 * background.
 */
export function thingMapAt(map: ClassMap, across: number, down: number): WordMap {
  const { width, height, classes } = map
  const [x, y] = [Math.floor(across * width), Math.floor(down * height)]
  const at = Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)
  const things = isThing(map)
  const isAlike = (one: number) => (things[at] ? things[one]! : classes[one] === classes[at])
  const { labels } = connectedRegions(map, isAlike, 4)
  return { width, height, data: Float32Array.from(labels, (label) => (label === labels[at] ? 1 : 0)) }
}

const isThing = ({ classes, names }: ClassMap): boolean[] =>
  [...classes].map((one) => !backgrounds.has(names[one]!.toLowerCase()))
