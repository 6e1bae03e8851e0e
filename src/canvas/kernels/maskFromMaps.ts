// A mask of what words made: their maps, brought to the edges of the picture, above a half of their range.
import type { Pixels, Region } from '../../shared/pixels'
import { guidedCoefficients, type Planes } from './guidedFilter'
import { emptyMask, type Mask } from './mask'
import { toldApart, type CarriedMaps, type ChosenWords } from './toldApart'
import { stretched, type WordMap } from './wordMap'

interface PlacedMaps extends CarriedMaps {
  /** Where on the canvas they lie. */
  readonly place: Region
}

/** The guided filter's own pixels along the longer side; its result is as fine as the picture. */
const coarseSide = 64
/** Of a coarse picture's side, and a variance of colour: measured, docs/measured.md. */
const radius = 4
const epsilon = 1e-3
const threshold = 0.5

/** @param picture of the canvas's size */
export function maskFromMaps(maps: PlacedMaps, chosen: ChosenWords, picture: Pixels): Mask {
  return maskFromMap(stretched(toldApart(maps, chosen)), maps.place, picture)
}

/**
 * A mask of where a map is large, brought to the edges of the picture.
 * @param place of the map on the canvas
 * @param picture of the canvas's size
 */
export function maskFromMap(map: WordMap, onCanvas: Region, picture: Pixels): Mask {
  const mask = emptyMask(picture.width, picture.height)
  const place = within(onCanvas, picture)
  if (place.width <= 0 || place.height <= 0) return mask
  if (map.data.every((value) => value === map.data[0])) return mask
  const scale = coarseSide / Math.max(place.width, place.height)
  const size = {
    width: Math.max(1, Math.round(place.width * scale)),
    height: Math.max(1, Math.round(place.height * scale)),
  }
  const small = averaged(picture, place, size)
  const told = guidedCoefficients(small, bilinear(map, size), { radius, epsilon })
  const limit = middleOf(told, small)
  const values = applied(told, picture, place).data
  for (let y = 0; y < place.height; y++)
    for (let x = 0; x < place.width; x++)
      if (values[y * place.width + x]! > limit) mask.data[(place.top + y) * mask.width + place.left + x] = 255
  return mask
}

/** The threshold between the least and the largest value that the coarse picture is told; single pixels tell odd ones. */
function middleOf({ planes }: Planes, { planes: colours }: Planes): number {
  let [least, most] = [Infinity, -Infinity]
  planes[3]!.forEach((constant, at) => {
    const value = colours.reduce((sum, plane, colour) => sum + plane[at]! * planes[colour]![at]!, constant)
    least = Math.min(least, value)
    most = Math.max(most, value)
  })
  return least + threshold * (most - least)
}

interface Size {
  readonly width: number
  readonly height: number
}

function within({ left, top, width, height }: Region, canvas: Size): Region {
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return {
    left: x,
    top: y,
    width: Math.min(left + width, canvas.width) - x,
    height: Math.min(top + height, canvas.height) - y,
  }
}

/** The mean colours of the picture's pixels below each pixel of a smaller one. */
function averaged(picture: Pixels, place: Region, { width, height }: Size): Planes {
  const planes = [0, 1, 2].map(() => new Float32Array(width * height))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [left, right] = span(x, width, place.width)
      const [top, bottom] = span(y, height, place.height)
      const count = (right - left) * (bottom - top) * 255
      for (let row = top; row < bottom; row++)
        for (let column = left; column < right; column++) {
          const from = ((place.top + row) * picture.width + place.left + column) * 4
          planes.forEach((plane, colour) => {
            plane[y * width + x] = plane[y * width + x]! + picture.data[from + colour]! / count
          })
        }
    }
  return { width, height, planes }
}

/** The first pixel of `of` below pixel `at` of `count`, and the one behind the last. */
function span(at: number, count: number, of: number): readonly [number, number] {
  const first = Math.min(Math.floor((at * of) / count), of - 1)
  return [first, Math.max(first + 1, Math.floor(((at + 1) * of) / count))]
}

/** The map at another size. */
export function bilinear(map: WordMap, { width, height }: Size): WordMap {
  const data = new Float32Array(width * height)
  const read = sampler(map.width, map.height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = read(map.data, ((x + 0.5) / width) * map.width, ((y + 0.5) / height) * map.height)
  return { width, height, data }
}

/** The map that the coefficients tell from the picture's own pixels. */
function applied(coefficients: Planes, picture: Pixels, place: Region): WordMap {
  const { width, height, planes } = coefficients
  const read = sampler(width, height)
  const data = new Float32Array(place.width * place.height)
  for (let y = 0; y < place.height; y++)
    for (let x = 0; x < place.width; x++) {
      const from = ((place.top + y) * picture.width + place.left + x) * 4
      const [u, v] = [((x + 0.5) / place.width) * width, ((y + 0.5) / place.height) * height]
      let sum = read(planes[3]!, u, v)
      for (let colour = 0; colour < 3; colour++)
        sum += (read(planes[colour]!, u, v) * picture.data[from + colour]!) / 255
      data[y * place.width + x] = sum
    }
  return { width: place.width, height: place.height, data }
}

/** Reads planes between their pixels, at a place in which a pixel is 1 wide; outside of them the border goes on. */
function sampler(width: number, height: number) {
  return (plane: Float32Array, x: number, y: number): number => {
    const [u, v] = [clamp(x - 0.5, width - 1), clamp(y - 0.5, height - 1)]
    const [left, top] = [Math.floor(u), Math.floor(v)]
    const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)]
    const [across, down] = [u - left, v - top]
    const upper = plane[top * width + left]! * (1 - across) + plane[top * width + right]! * across
    const lower = plane[bottom * width + left]! * (1 - across) + plane[bottom * width + right]! * across
    return upper * (1 - down) + lower * down
  }
}

const clamp = (value: number, most: number) => Math.min(Math.max(value, 0), most)
