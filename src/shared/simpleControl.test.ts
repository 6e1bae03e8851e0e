import { describe, expect, it } from 'vitest'
import { meta } from '../../workers/guidance/controlnet/meta'
import { placeOfSettings, settingsAt, type SimpleControl } from './simpleControl'

const control = meta.simply as SimpleControl
const untouched = { values: {}, range: [0, 1] as const }

describe('the simple slider of a guide', () => {
  it('stands where the guide’s own settings are', () => {
    expect(placeOfSettings(control, meta, untouched)).toBe(0.75)
  })

  it('moves strength and range together, further right never less of either', () => {
    const settings = Array.from({ length: 101 }, (_, percent) =>
      settingsAt(control, untouched, percent / 100),
    )
    const strengths = settings.map(({ values }) => Number(values['weight']))
    const ends = settings.map(({ range }) => range[1])
    expect(strengths).toEqual(strengths.toSorted((a, b) => a - b))
    expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    expect([strengths[0], ends[0], strengths[100], ends[100]]).toEqual([0.2, 0.3, 1.4, 1])
    expect(settingsAt(control, { values: { network: 'x' }, range: [0, 1] }, 0.5).values).toEqual({
      network: 'x',
      weight: 0.8,
    })
  })

  it('finds its place again, and none for what was set by hand', () => {
    for (const place of [0, 0.13, 0.5, 0.62, 1])
      expect(placeOfSettings(control, meta, settingsAt(control, untouched, place))).toBeCloseTo(place, 1)
    expect(placeOfSettings(control, meta, { values: { weight: 0.2 }, range: [0, 1] })).toBeUndefined()
    expect(placeOfSettings(control, meta, { values: {}, range: [0.2, 1] })).toBeUndefined()
    const curve = [
      [0, 1],
      [1, 0],
    ] as const
    expect(placeOfSettings(control, meta, { values: { weight: curve }, range: [0, 1] })).toBeUndefined()
  })
})
