// Things in a picture, by a map of what each part of it shows.
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
  const inside = isThing(map)
  const data = new Float32Array(inside.length)
  for (const piece of pieces(inside, map))
    if (piece.length >= smallestShare * inside.length) for (const at of piece) data[at] = 1
  return { width: map.width, height: map.height, data }
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
  const alike = things[at] ? things : [...classes].map((one) => one === classes[at])
  const data = new Float32Array(classes.length)
  for (const place of pieces(alike, map).find((piece) => piece.includes(at))!) data[place] = 1
  return { width, height, data }
}

const isThing = ({ classes, names }: ClassMap): boolean[] =>
  [...classes].map((one) => !backgrounds.has(names[one]!.toLowerCase()))

/** Pixels that are connected over their edges. */
function pieces(inside: readonly boolean[], { width, height }: ClassMap): number[][] {
  const seen = inside.map(() => false)
  const all: number[][] = []
  inside.forEach((is, first) => {
    if (!is || seen[first]) return
    const piece: number[] = []
    const waiting = [first]
    seen[first] = true
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      piece.push(at)
      const [x, y] = [at % width, Math.floor(at / width)]
      const near = [
        x > 0 ? at - 1 : undefined,
        x < width - 1 ? at + 1 : undefined,
        y > 0 ? at - width : undefined,
        y < height - 1 ? at + width : undefined,
      ]
      for (const next of near)
        if (next !== undefined && inside[next] && !seen[next]) {
          seen[next] = true
          waiting.push(next)
        }
    }
    all.push(piece)
  })
  return all
}
