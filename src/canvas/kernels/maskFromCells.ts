// A mask of a map whose cells are larger than the picture's pixels. Near its border the picture's own colours decide: a patch of one
// colour, such as the line around a drawn thing, belongs to the mask as a whole or not at all.
import type { Pixels } from '../../shared/pixels'
import { colourRegions } from './colourRegions'
import type { Mask } from './mask'
import { bilinear, maskFromMap } from './maskFromMaps'
import type { WordMap } from './wordMap'

/** Cells to either side of the border in which the map may be wrong. */
const doubtfulCells = 2
/** Of a patch; smaller ones are the blends between two colours, and go with the neighbour that is most like them. */
const leastPixels = 16
/** Of a patch's pixels that lie within the map: what maps are trained on ends outside of a thing's line. */
const leastShare = 0.4
/** A patch that reaches this far to both sides of the doubtful cells tells nothing of them. */
const bothSides = 0.1
/** Blends are this many pixels wide at most. */
const blendPixels = 4
/** Of a picture: larger ones are photographs, whose patches are small. */
const mostPixels = 6e6

/** @param map 1 inside and 0 outside; it lies over all of the picture */
export function maskFromCells(map: WordMap, picture: Pixels): Mask {
  const { width, height } = picture
  const mask = maskFromMap(map, { left: 0, top: 0, width, height }, picture)
  if (width * height > mostPixels) return mask
  const { labels, areas: sizes } = colourRegions(picture)
  const inside = bilinear(map, picture).data
  const sides = cellSides(map)
  const within = new Float64Array(sizes.length)
  const [sureInside, sureOutside] = [new Uint32Array(sizes.length), new Uint32Array(sizes.length)]
  const sideAt = cellsBelow(map, picture)
  for (let at = 0; at < labels.length; at++) {
    const [patch, cell] = [labels[at]!, sideAt(at)]
    within[patch]! += inside[at]!
    if (sides[cell]! > 0) sureInside[patch]!++
    if (sides[cell]! < 0) sureOutside[patch]!++
  }
  /** 1 and -1: as the patch is; 0: as its neighbours are. */
  const decided = new Int8Array(labels.length)
  for (let at = 0; at < labels.length; at++) {
    const [patch, side] = [labels[at]!, sides[sideAt(at)]!]
    const size = sizes[patch]!
    const tells =
      size >= leastPixels &&
      Math.min(sureInside[patch]!, sureOutside[patch]!) <=
        bothSides * Math.max(sureInside[patch]!, sureOutside[patch]!)
    if (side !== 0) decided[at] = side
    else if (tells) decided[at] = within[patch]! > leastShare * size ? 1 : -1
    else if (size >= leastPixels) decided[at] = mask.data[at]! > 127 ? 1 : -1
  }
  followNeighbours(decided, picture)
  mask.data.forEach((value, at) => (mask.data[at] = decided[at] === 0 ? value : decided[at]! > 0 ? 255 : 0))
  return mask
}

/** Of each cell: 1 where all cells about it are inside, -1 where all are outside, 0 near the border. */
function cellSides({ width, height, data }: WordMap): Int8Array {
  const sides = new Int8Array(data.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let [least, most] = [1, 0]
      for (let row = Math.max(0, y - doubtfulCells); row <= Math.min(height - 1, y + doubtfulCells); row++)
        for (
          let column = Math.max(0, x - doubtfulCells);
          column <= Math.min(width - 1, x + doubtfulCells);
          column++
        ) {
          least = Math.min(least, data[row * width + column]!)
          most = Math.max(most, data[row * width + column]!)
        }
      sides[y * width + x] = least > 0 ? 1 : most > 0 ? 0 : -1
    }
  return sides
}

/** The cell that lies over a pixel. */
function cellsBelow(map: WordMap, { width, height }: Pixels) {
  const columns = Int32Array.from({ length: width }, (_, x) => Math.floor((x * map.width) / width))
  const rows = Int32Array.from(
    { length: height },
    (_, y) => Math.floor((y * map.height) / height) * map.width,
  )
  return (at: number) => rows[Math.floor(at / width)]! + columns[at % width]!
}

/** Undecided pixels take after the decided neighbour whose colour is most like theirs, from the outside in. */
function followNeighbours(decided: Int8Array, picture: Pixels): void {
  const { width, height, data } = picture
  const distance = (one: number, other: number) => {
    let sum = 0
    for (let colour = 0; colour < 3; colour++)
      sum += (data[one * 4 + colour]! - data[other * 4 + colour]!) ** 2
    return sum
  }
  for (let round = 0; round < blendPixels; round++) {
    const found: [at: number, side: number][] = []
    decided.forEach((side, at) => {
      if (side !== 0) return
      const [x, y] = [at % width, Math.floor(at / width)]
      let [best, least] = [0, Infinity]
      const near = [
        x > 0 ? at - 1 : -1,
        x < width - 1 ? at + 1 : -1,
        y > 0 ? at - width : -1,
        y < height - 1 ? at + width : -1,
      ]
      for (const other of near)
        if (other >= 0 && decided[other] !== 0 && distance(at, other) < least)
          [best, least] = [decided[other]!, distance(at, other)]
      if (best !== 0) found.push([at, best])
    })
    for (const [at, side] of found) decided[at] = side
  }
}
