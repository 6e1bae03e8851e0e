import { describe, expect, it } from 'vitest'
import type { Mask } from './mask'
import { settledChange } from './settledChange'

const side = 128
const mask = (isSet: (x: number, y: number) => boolean): Mask => ({
  width: side,
  height: side,
  data: Float32Array.from({ length: side * side }, (_, at) =>
    Number(isSet(at % side, Math.floor(at / side))),
  ),
})
const disc = (cx: number, cy: number, radius: number) => (x: number, y: number) =>
  Math.hypot(x - cx, y - cy) < radius
const either =
  (...parts: ((x: number, y: number) => boolean)[]) =>
  (x: number, y: number) =>
    parts.some((part) => part(x, y))
const covered = ({ data }: Mask) => data.reduce((a, b) => a + b) / data.length

describe('what of an edit is laid over the picture', () => {
  it('is nothing where nothing changed', () => {
    expect(covered(settledChange(mask(() => false)))).toBe(0)
  })

  it('is a thing, exactly, whatever its size, as long as it leaves a part of the picture alone', () => {
    for (const radius of [6, 20, 44]) {
      const thing = mask(disc(64, 64, radius))
      expect(settledChange(thing)).toEqual(thing)
    }
  })

  it('is all of it where what changed reaches over most of the picture, islands or not', () => {
    const kept = either(disc(40, 64, 18), disc(90, 80, 12))
    expect(covered(settledChange(mask((x, y) => !kept(x, y))))).toBe(1)
  })

  it('is all of it where outlines changed all over, few as their pixels are', () => {
    const outlines = mask((x, y) => x % 24 < 2 || y % 24 < 2)
    expect(covered(outlines)).toBeLessThan(0.2)
    expect(covered(settledChange(outlines))).toBe(1)
  })

  it('closes small islands of the old picture, and keeps large ones', () => {
    const [small, large] = [disc(50, 64, 4), disc(78, 64, 14)]
    const thing = disc(64, 64, 40)
    expect(settledChange(mask((x, y) => thing(x, y) && !small(x, y) && !large(x, y)))).toEqual(
      mask((x, y) => thing(x, y) && !large(x, y)),
    )
  })

  it('leaves specks out beside a thing, and keeps them where there is nothing else', () => {
    const [thing, speck] = [disc(64, 64, 30), disc(15, 15, 4)]
    expect(settledChange(mask(either(thing, speck)))).toEqual(mask(thing))
    expect(settledChange(mask(speck))).toEqual(mask(speck))
  })

  it('counts by what the edit may change', () => {
    const change = mask(disc(22, 22, 20))
    const within = mask((x, y) => x < 44 && y < 44)
    expect(settledChange(change)).toEqual(change)
    expect(covered(settledChange(change, within))).toBe(1)
  })
})
