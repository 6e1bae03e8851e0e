// What is haze, on pictures of flat colours; docs/adr/0006-keep-unchanged.md has how exact drawn edits become.
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { laidOver } from '../jobs/laidOver'

const side = 96
type Colour = readonly [number, number, number]
type Paint = (x: number, y: number) => Colour | undefined
const meadow: Colour = [110, 190, 90]
const cat: Colour = [250, 150, 60]
const blueCat: Colour = [60, 110, 220]
const dark: Colour = [40, 30, 40]

/** Painted over a meadow, the last on top. */
function drawn(...paints: readonly Paint[]): Pixels {
  const data = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < side * side; at++) {
    const [x, y] = [at % side, Math.floor(at / side)]
    const colour = paints.map((paint) => paint(x, y)).findLast((painted) => painted) ?? meadow
    data.set([...colour, 255], at * 4)
  }
  return { width: side, height: side, data }
}

/** A square around the middle, `reach` to each side. */
const square =
  (reach: number, colour: Colour): Paint =>
  (x, y) =>
    Math.max(Math.abs(x - 48), Math.abs(y - 48)) <= reach ? colour : undefined

const laid = (picture: Pixels, edited: Pixels) => {
  const region = { left: 0, top: 0, width: side, height: side }
  const result = laidOver({ picture, region, masks: [] }, edited, picture)!
  return (x: number, y: number) => [...result.data.subarray((y * side + x) * 4, (y * side + x) * 4 + 3)]
}

const difference = (a: readonly number[], b: Colour) =>
  Math.max(...b.map((value, c) => Math.abs(value - a[c]!)))

const thing = (colour: Colour) => [square(17, dark), square(16, colour)]
const stained: Colour = [90, 190, 130]

describe('haze', () => {
  it('around what was recoloured gives way to the picture', () => {
    const at = laid(drawn(...thing(cat)), drawn(square(21, stained), ...thing(blueCat)))
    for (const away of [19, 20, 21]) expect(difference(at(48 + away, 48), meadow)).toBeLessThan(5)
    for (const away of [0, 10, 16]) expect(at(48, 48 - away)).toEqual(blueCat)
    expect(at(48 + 17, 48)).toEqual(dark)
  })

  it('is not looked for inside of an edit, where it would be an island of the old picture', () => {
    const hole =
      (colour: Colour): Paint =>
      (x, y) =>
        x >= 34 && x < 40 && Math.abs(y - 48) <= 8 ? colour : undefined
    const at = laid(drawn(...thing(cat), hole(meadow)), drawn(...thing(blueCat), hole(stained)))
    for (const x of [35, 36, 37, 38]) expect(at(x, 48)).toEqual(stained)
  })

  it('is not what is left of a thing that is gone', () => {
    // At night its outline differs little from what takes its place, and beyond there is something as dark.
    const night: Colour = [40, 60, 80]
    const sky: Paint = () => night
    const stroke: Paint = (x, y) => (Math.abs(x - 22) < 2 && Math.abs(y - 48) < 4 ? dark : undefined)
    const at = laid(drawn(sky, stroke, ...thing([220, 190, 160])), drawn(sky, stroke))
    for (let x = 26; x < side; x++) expect(difference(at(x, 48), night)).toBeLessThan(5)
  })

  it('is not a shadow, nor a light', () => {
    const shade: Colour = [80, 150, 65]
    const shadow: Paint = (x, y) => (y > 60 && y < 78 && Math.abs(x - 48) < 30 ? shade : undefined)
    const at = laid(drawn(), drawn(shadow, ...thing(blueCat)))
    for (let y = 66; y < 78; y++) expect(at(48, y)).toEqual(shade)
    expect(at(48 + 28, 70)).toEqual(shade)
    const light: Colour = [150, 190, 60]
    const lit: Paint = (x, y) => (y > 60 && y < 78 && Math.abs(x - 48) < 30 ? light : undefined)
    expect(difference(laid(drawn(), drawn(lit, ...thing(blueCat)))(48, 68), light)).toBeLessThan(10)
    const thin: Paint = (x, y) => (y > 64 && y < 69 && Math.abs(x - 48) < 30 ? shade : undefined)
    const below = laid(drawn(), drawn(thin, ...thing(blueCat)))
    for (let y = 66; y < 69; y++) expect(difference(below(48, y), shade)).toBeLessThan(5)
  })
})
