import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyPixels } from '../../shared/pixels'
import { combineMasks } from './combineMasks'
import { nearestInLine, nearestRows } from './distanceTransform'
import { featherMask } from './featherMask'
import { fillPolygon } from './fillPolygon'
import { growMask } from './growMask'
import { magicWand } from './magicWand'
import { emptyMask, fullMask, invertMask, maskFromPixels, pixelsFromMask, wholeMask, type Mask } from './mask'
import { maskBounds } from './maskBounds'
import { maskOutline } from './maskOutline'
import { scaleMask } from './scaleMask'
import { ellipsePolygon } from './shapes'

const smallMask = fc
  .record({ width: fc.integer({ min: 1, max: 14 }), height: fc.integer({ min: 1, max: 14 }) })
  .chain(({ width, height }) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 255, 255, 90, 200), {
        minLength: width * height,
        maxLength: width * height,
      })
      .map((values): Mask => ({ width, height, data: Uint8Array.from(values) })),
  )
const disc = (size: number, radius: number): Mask => {
  const mask = emptyMask(size, size)
  const [low, high] = [size / 2 - radius, size / 2 + radius]
  fillPolygon(wholeMask(mask), ellipsePolygon({ left: low, top: low, right: high, bottom: high }), 'nonzero')
  return mask
}
const area = ({ data }: Mask) => data.reduce((sum, value) => sum + value, 0) / 255

describe('masks', () => {
  it('are read from pictures as they were written into them', () => {
    fc.assert(
      fc.property(smallMask, (mask) => {
        expect(maskFromPixels(pixelsFromMask(mask))).toEqual(mask)
      }),
    )
  })

  it('combine as sets do', () => {
    fc.assert(
      fc.property(smallMask, (a) => {
        const b = { ...a, data: a.data.toReversed() }
        expect(combineMasks(a, b, 'subtract')).toEqual(combineMasks(a, invertMask(b), 'intersect'))
        expect(invertMask(combineMasks(a, b, 'union'))).toEqual(
          combineMasks(invertMask(a), invertMask(b), 'intersect'),
        )
        expect(combineMasks(a, b, 'replace')).toBe(b)
        expect(combineMasks(a, a, 'union')).toEqual(a)
      }),
    )
    expect(() => combineMasks(emptyMask(2, 2), emptyMask(3, 2), 'union')).toThrow(RangeError)
  })

  it('know their bounds', () => {
    fc.assert(
      fc.property(smallMask, (mask) => {
        const { left, top, width, height } = maskBounds(mask)
        const places = [...mask.data.keys()].filter((i) => mask.data[i]! > 0)
        const [xs, ys] = [places.map((i) => i % mask.width), places.map((i) => Math.floor(i / mask.width))]
        if (places.length === 0) expect([width, height]).toEqual([0, 0])
        else
          expect([left, top, left + width - 1, top + height - 1]).toEqual([
            Math.min(...xs),
            Math.min(...ys),
            Math.max(...xs),
            Math.max(...ys),
          ])
      }),
    )
  })
})

describe('the distance transform', () => {
  it('finds the nearest covered pixel, by the definition', () => {
    fc.assert(
      fc.property(smallMask, (mask) => {
        const { width, height, data } = mask
        const rows = nearestRows(mask)
        const findNearest = nearestInLine(width)
        const nearest = new Int32Array(width)
        const covered = [...data.keys()].filter((i) => data[i]! > 0)
        for (let y = 0; y < height; y++) {
          const inRow = Float64Array.from(rows.subarray(y * width, (y + 1) * width), (row) =>
            row < 0 ? Infinity : (y - row) ** 2,
          )
          findNearest(inRow, nearest)
          for (let x = 0; x < width; x++) {
            const q = nearest[x]!
            const found = q < 0 ? Infinity : (x - q) ** 2 + inRow[q]!
            const least = Math.min(
              Infinity,
              ...covered.map((i) => (x - (i % width)) ** 2 + (y - Math.floor(i / width)) ** 2),
            )
            if (found !== least) expect({ x, y, found }).toEqual({ x, y, found: least })
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('growMask', () => {
  it('makes a disc larger and smaller by the radius', () => {
    for (const by of [-12, -3.5, -1, 1, 3.5, 12])
      expect(Math.abs(Math.sqrt(area(growMask(disc(100, 20), by)) / Math.PI) - (20 + by))).toBeLessThan(0.25)
  })

  it('covers more with a larger radius, and all of the mask', () => {
    fc.assert(
      fc.property(smallMask, fc.double({ min: 0.1, max: 6, noNaN: true }), (mask, radius) => {
        const [near, wide] = [growMask(mask, radius), growMask(mask, radius + 1)]
        const inner = growMask(mask, -radius)
        const ordered = mask.data.every(
          (value, i) => inner.data[i]! <= value && value <= near.data[i]! && near.data[i]! <= wide.data[i]!,
        )
        expect(ordered).toBe(true)
      }),
    )
  })

  it('leaves a mask as it is for no radius, and a full one whatever the radius', () => {
    const mask = disc(30, 8)
    expect(growMask(mask, 0)).toBe(mask)
    expect(growMask(fullMask(20, 20), -5)).toEqual(fullMask(20, 20))
    expect(growMask(emptyMask(20, 20), 5)).toEqual(emptyMask(20, 20))
  })
})

describe('featherMask', () => {
  it('spreads an edge as a Gaussian of half the radius does', () => {
    for (const radius of [6, 16, 40]) {
      const half = emptyMask(256, 8)
      for (let y = 0; y < 8; y++) half.data.fill(255, y * 256, y * 256 + 128)
      const soft = featherMask(half, radius)
      const gaussian = (x: number) => {
        let sum = 0
        let all = 0
        for (let u = -128; u < 256 + 128; u++) {
          const weight = Math.exp(-((u - x) ** 2) / (2 * (radius / 2) ** 2))
          all += weight
          if (u < 128) sum += weight
        }
        return (255 * sum) / all
      }
      for (let x = 0; x < 256; x += 3) expect(Math.abs(soft.data[4 * 256 + x]! - gaussian(x))).toBeLessThan(6)
    }
  })

  it('keeps what is covered up to the border covered, and the mask where the radius is 0', () => {
    expect(featherMask(fullMask(30, 20), 9)).toEqual(fullMask(30, 20))
    const mask = disc(20, 5)
    expect(featherMask(mask, 0)).toBe(mask)
  })

  it('neither adds nor takes coverage, away from the border', () => {
    expect(area(featherMask(disc(120, 20), 15)) / area(disc(120, 20))).toBeCloseTo(1, 2)
  })
})

describe('magicWand', () => {
  const size = 24
  const picture = fc
    .array(fc.constantFrom(0, 10, 200), { minLength: size * size, maxLength: size * size })
    .map((values) => {
      const pixels = emptyPixels(size, size)
      values.forEach((value, i) => pixels.data.set([value, 0, 0, 255], i * 4))
      return pixels
    })

  it('takes what is connected and of like colour, by the definition', () => {
    fc.assert(
      fc.property(picture, fc.nat(size - 1), fc.nat(size - 1), (pixels, x, y) => {
        const value = (i: number) => pixels.data[i * 4]!
        const seed = y * size + x
        const reached = new Set([seed])
        const todo = [seed]
        while (todo.length > 0) {
          const i = todo.pop()!
          const neighbours = [
            ...(i % size > 0 ? [i - 1] : []),
            ...(i % size < size - 1 ? [i + 1] : []),
            i - size,
            i + size,
          ]
          for (const next of neighbours)
            if (
              next >= 0 &&
              next < size * size &&
              !reached.has(next) &&
              Math.abs(value(next) - value(seed)) <= 12
            ) {
              reached.add(next)
              todo.push(next)
            }
        }
        const near = magicWand(pixels, x, y, { tolerance: 12, contiguous: true })
        expect([...near.data.keys()].filter((i) => near.data[i] === 255)).toEqual(
          [...reached].sort((a, b) => a - b),
        )
        const everywhere = magicWand(pixels, x, y, { tolerance: 12, contiguous: false })
        const right = everywhere.data.every(
          (covered, i) => covered === (Math.abs(value(i) - value(seed)) <= 12 ? 255 : 0),
        )
        expect(right).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('takes transparent pixels for alike, whatever colour lies under them', () => {
    const pixels = emptyPixels(2, 1)
    pixels.data.set([255, 255, 255, 0], 4)
    expect([...magicWand(pixels, 0, 0, { tolerance: 0, contiguous: true }).data]).toEqual([255, 255])
  })
})

describe('maskOutline', () => {
  it('encloses exactly the pixels that are covered by half: the area of its paths, holes taken off', () => {
    fc.assert(
      fc.property(smallMask, (mask) => {
        const enclosed = maskOutline(mask).reduce(
          (sum, path) =>
            sum +
            path.reduce((total, a, i) => {
              const b = path[(i + 1) % path.length]!
              return total + (a.x * b.y - b.x * a.y) / 2
            }, 0),
          0,
        )
        expect(enclosed).toBe(mask.data.filter((value) => value >= 128).length)
      }),
    )
  })

  it('gives corners alone, and a path of its own for a hole', () => {
    const ring = fullMask(5, 5)
    ring.data[12] = 0
    expect(maskOutline(ring)).toEqual([
      [
        { x: 0, y: 0 },
        { x: 5, y: 0 },
        { x: 5, y: 5 },
        { x: 0, y: 5 },
      ],
      expect.arrayContaining([
        { x: 2, y: 2 },
        { x: 3, y: 2 },
        { x: 3, y: 3 },
        { x: 2, y: 3 },
      ]),
    ])
  })
})

describe('scaleMask', () => {
  const given = JSON.parse(
    readFileSync(new URL('fixtures/scaledMasks.json', import.meta.url), 'utf8'),
  ) as Mask & { scaled: Record<string, number[]> }

  it.each(Object.entries(given.scaled))('scales to %s as Pillow does', (size, expected) => {
    const [width, height] = size.split('x').map(Number) as [number, number]
    const scaled = scaleMask(given, width, height)
    expect(scaled.data).toHaveLength(expected.length)
    // Pillow rounds between its two passes.
    scaled.data.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(1))
  })
})
