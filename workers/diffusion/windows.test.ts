import { describe, expect, it } from 'vitest'
import { tensor } from '../tensor/tensor'
import { crop, merge, type View } from './views'
import { cutIntoWindows, starts } from './windows'

const canvas = (width: number, height = 8): View => ({ top: 0, left: 0, width, height })
const windows = { side: 8, stride: 3, feather: 0, circular: false }
const lefts = (views: readonly View[]) => views.map(({ left }) => left)

describe('windows over a canvas', () => {
  it('lie one stride apart, the last one flush with the end', () => {
    expect(starts(8, 8, 3)).toEqual([0])
    expect(starts(14, 8, 3)).toEqual([0, 3, 6])
    // diffusers ends at 14 and leaves the last column at 0.
    expect(starts(15, 8, 3)).toEqual([0, 3, 6, 7])
  })

  it('are no larger than the canvas', () => {
    expect(cutIntoWindows(canvas(12, 5), windows)).toEqual([
      { top: 0, left: 0, height: 5, width: 8 },
      { top: 0, left: 3, height: 5, width: 8 },
      { top: 0, left: 4, height: 5, width: 8 },
    ])
  })

  it('go all the way round a circular one, evenly spread', () => {
    const around = { ...windows, circular: true }
    expect(lefts(cutIntoWindows(canvas(12), around))).toEqual([0, 3, 6, 9])
    expect(lefts(cutIntoWindows(canvas(13), around))).toEqual([0, 2, 5, 7, 10])
  })

  it.each([0, 0.3, 1])('give back what they cut out, whatever their feather (%s)', (feather) => {
    const whole = tensor(
      Float32Array.from({ length: 2 * 11 * 19 }, (_, at) => Math.sin(at)),
      [1, 2, 11, 19],
    )
    for (const circular of [false, true]) {
      const views = cutIntoWindows(canvas(19, 11), { side: 8, stride: 5, feather, circular })
      const parts = views.map((view) => ({ view, latents: crop(whole, view) }))
      merge(parts, whole.shape).data.forEach((value, at) => expect(value).toBeCloseTo(whole.data[at]!, 5))
    }
  })

  it('count less towards their border where they are feathered', () => {
    const [first] = cutIntoWindows(canvas(8, 1), { ...windows, feather: 0.5 })
    // One row of a window as high: its rim is a quarter of its width on each side.
    const row = Array.from(first!.weight!, (one) => one / first!.weight![3]!)
    const expected = [1 / 3, 2 / 3, 1, 1, 1, 1, 2 / 3, 1 / 3]
    row.forEach((one, at) => expect(one).toBeCloseTo(expected[at]!, 5))
  })

  it('keep the weights, branches and start of the view that they are cut from', () => {
    const branches = new Map([['cond', 'region-1']])
    const weight = Float32Array.from({ length: 8 * 12 }, (_, at) => at % 12)
    const views = cutIntoWindows({ ...canvas(12), weight, branches }, windows)
    expect(views.every((view) => view.branches === branches)).toBe(true)
    expect([...views[1]!.weight!.subarray(0, 8)]).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
  })
})
