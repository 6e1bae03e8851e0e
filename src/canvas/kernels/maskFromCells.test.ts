import { expect, it } from 'vitest'
import { emptyPixels, type Pixels } from '../../shared/pixels'
import { colourRegions } from './colourRegions'
import { maskFromCells } from './maskFromCells'

const side = 128
const cells = 16
const radius = 40
const distance = (x: number, y: number) => Math.hypot(x - side / 2 + 0.5, y - side / 2 + 0.5)

/** An orange disc with a dark line around it on a sky whose blue grows lighter; `blurred` has no edges at all. */
function drawing({ blurred = false } = {}): Pixels {
  const picture = emptyPixels(side, side)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const far = distance(x, y)
      const sky = [120 + Math.floor(y / 2), 180 + Math.floor(y / 4), 240]
      const colour = blurred
        ? [100 + far, 100 + far, 100]
        : far < radius - 5
          ? [250, 150, 50]
          : far < radius
            ? [40, 35, 50]
            : sky
      picture.data.set([...colour, 255], (y * side + x) * 4)
    }
  return picture
}

/** Cells of 8 pixels whose middle lies within a circle that is too small by `short` pixels. */
const map = (short: number) => ({
  width: cells,
  height: cells,
  data: Float32Array.from({ length: cells ** 2 }, (_, at) => {
    const middle = (place: number) => (place + 0.5) * (side / cells) - 0.5
    return distance(middle(at % cells), middle(Math.floor(at / cells))) < radius - short ? 1 : 0
  }),
})

/** Pixels that are in the mask and not in the disc, or the other way round. */
const wrong = ({ data }: { data: Uint8Array }) =>
  data.reduce(
    (sum, value, at) => sum + (distance(at % side, Math.floor(at / side)) < radius !== value > 127 ? 1 : 0),
    0,
  )

it.each([0, 2])('has the line around a drawn thing, where the map is %s pixels too small', (short) => {
  // The circle has 5,000 pixels and the map's steps leave out, or take in, hundreds.
  expect(wrong(maskFromCells(map(short), drawing()))).toBe(0)
})

it('is no larger than a map may be wrong where one colour goes on beyond the thing', () => {
  const mask = maskFromCells(map(0), drawing({ blurred: true }))
  mask.data.forEach((value, at) => {
    const far = distance(at % side, Math.floor(at / side))
    if (far < radius - 30) expect(value).toBe(255)
    if (far > radius + 30) expect(value).toBe(0)
  })
})

it('covers nothing for a map of nothing', () => {
  const nothing = { width: cells, height: cells, data: new Float32Array(cells ** 2) }
  expect(maskFromCells(nothing, drawing()).data.every((value) => value === 0)).toBe(true)
})

it('patches end at edges and not in a gradient', () => {
  const { labels, areas: sizes } = colourRegions(drawing())
  const at = (x: number, y: number) => labels[y * side + x]
  expect(at(0, 0)).toBe(at(127, 127))
  expect(new Set([at(0, 0), at(64, 64), at(64, 26)]).size).toBe(3)
  expect(sizes.reduce((sum, size) => sum + size)).toBe(side ** 2)
})
