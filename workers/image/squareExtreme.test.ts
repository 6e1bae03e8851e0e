import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { squareExtreme } from './squareExtreme'

it('is the extreme of each square, as a search through it finds', () => {
  const values = fc.record({
    width: fc.integer({ min: 1, max: 12 }),
    height: fc.integer({ min: 1, max: 9 }),
    reach: fc.integer({ min: 0, max: 15 }),
    pick: fc.constantFrom(Math.min, Math.max),
    all: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 108, maxLength: 108 }),
  })
  fc.assert(
    fc.property(values, ({ width, height, reach, pick, all }) => {
      const from = Float32Array.from(all.slice(0, width * height))
      const searched = from.map((_, at) => {
        const [x, y] = [at % width, Math.floor(at / width)]
        const inReach = from.filter(
          (_, other) =>
            Math.abs((other % width) - x) <= reach && Math.abs(Math.floor(other / width) - y) <= reach,
        )
        return pick(...inReach)
      })
      expect(squareExtreme(from, { width, height }, reach, pick)).toEqual(searched)
    }),
  )
})
