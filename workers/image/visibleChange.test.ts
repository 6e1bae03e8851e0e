import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { visibleChange } from './visibleChange'

const side = 48
/** Greys of a picture, from a function of the place. */
const picture = (grey: (x: number, y: number) => number): Pixels => ({
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: side * side * 4 }, (_, at) => {
    const pixel = at >> 2
    return at % 4 === 3 ? 255 : grey(pixel % side, Math.floor(pixel / side))
  }),
})
const ramp = (x: number, y: number) => 60 + x + 2 * y
const covered = (edited: Pixels) => visibleChange(edited, picture(ramp)).data.reduce((a, b) => a + b)

describe('what an edit visibly changed', () => {
  it('is nothing where nothing changed', () => {
    expect(covered(picture(ramp))).toBe(0)
  })

  it('is nothing where only noise did, or a shade', () => {
    expect(covered(picture((x, y) => ramp(x, y) + ((x + y) % 2 === 0 ? 40 : -40)))).toBe(0)
    expect(covered(picture((x, y) => ramp(x, y) + 18))).toBe(0)
  })

  it('is everything where all of it has another shade', () => {
    expect(covered(picture((x, y) => ramp(x, y) - 22))).toBe(side * side)
  })

  it('is the square that has another colour, its corners rounded', () => {
    const inside = (x: number, y: number, grown: number) =>
      x >= 20 - grown && x < 30 + grown && y >= 8 - grown && y < 18 + grown
    const { data } = visibleChange(
      picture((x, y) => ramp(x, y) + (inside(x, y, 0) ? 60 : 0)),
      picture(ramp),
    )
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        if (inside(x, y, -1)) expect(data[y * side + x]).toBe(1)
        if (!inside(x, y, 1)) expect(data[y * side + x]).toBe(0)
      }
  })

  it('is seen in any channel', () => {
    for (const channel of [0, 1, 2]) {
      const edited = picture(ramp)
      edited.data.forEach((value, at) => {
        if (at % 4 === channel) edited.data[at] = value + 30
      })
      expect(covered(edited)).toBe(side * side)
    }
  })
})
