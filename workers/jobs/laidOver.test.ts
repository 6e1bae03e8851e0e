import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { laidOver } from './laidOver'

const side = 64
const region = { left: 0, top: 0, width: side, height: side }

/** A picture whose grey is this at each column. */
function columns(grey: (x: number) => number): Pixels {
  const data = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < side * side; at++)
    data.fill(grey(at % side), at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4)
  return { width: side, height: side, data }
}

/** Binary, covering the columns from `from` on. */
const maskFrom = (from: number) => ({
  width: side,
  height: side,
  data: Float32Array.from({ length: side * side }, (_, at) => (at % side >= from ? 1 : 0)),
})

const picture = columns(() => 100)
const unedited = columns(() => 104)
/** Changed in the left quarter. */
const edited = columns((x) => (x < 16 ? 200 : 104))
const greyAt = ({ data }: Pixels, x: number) => data[x * 4]

describe('an edit laid over its picture', () => {
  it('replaces the whole picture where there is no mask and nothing to compare with', () => {
    const laid = laidOver({ picture, region, masks: [] }, edited)
    expect(laid).toEqual(edited)
  })

  it('leaves the picture alone outside what visibly changed', () => {
    const laid = laidOver({ picture, region, masks: [] }, edited, unedited) as Pixels
    expect(greyAt(laid, 2)).toBe(200)
    expect(greyAt(laid, 40)).toBe(100)
  })

  it('leaves no haze around it, where the autoencoder blurs the edit and the picture alike', () => {
    const haze = (x: number) => (x >= 16 && x < 26 ? 150 : 104)
    const hazy = columns((x) => (x < 16 ? 200 : haze(x)))
    const laid = laidOver({ picture, region, masks: [] }, hazy, columns(haze)) as Pixels
    expect([15, 18, 20, 22].map((x) => greyAt(laid, x))).toEqual([200, 100, 100, 100])
  })

  it('is whole inside, also where it looks as before', () => {
    const kept = (x: number) => x >= 6 && x < 10
    const striped = columns((x) => (x < 16 && !kept(x) ? 200 : 104))
    const laid = laidOver({ picture, region, masks: [] }, striped, unedited) as Pixels
    expect([2, 7, 8, 14].map((x) => greyAt(laid, x))).toEqual([200, 104, 104, 200])
  })

  it('acts only where the mask allows what visibly changed', () => {
    const laid = laidOver(
      { picture, region, masks: [{ mask: maskFrom(8), feather: 0 }] },
      edited,
      unedited,
    ) as Pixels
    expect([2, 12, 40].map((x) => greyAt(laid, x))).toEqual([100, 200, 100])
  })

  it('is nothing where all that visibly changed lies outside the mask', () => {
    expect(
      laidOver({ picture, region, masks: [{ mask: maskFrom(40), feather: 2 }] }, edited, unedited),
    ).toBeUndefined()
  })

  it('is nothing where nothing visibly changed', () => {
    expect(laidOver({ picture, region, masks: [] }, unedited, unedited)).toBeUndefined()
  })
})
