import { describe, expect, it } from 'vitest'
import { emptyPixels, type Pixels } from '../../shared/pixels'
import { guidedCoefficients } from './guidedFilter'
import { maskFromMaps } from './maskFromMaps'
import { lightOf } from './toldApart'
import { meanMap, sharesAt, stretched } from './wordMap'

const side = 16

/** A red disc on green with a little grain, and where it is. */
function disc(width: number, height: number): { picture: Pixels; isDisc: (x: number, y: number) => boolean } {
  const picture = emptyPixels(width, height)
  const isDisc = (x: number, y: number) =>
    Math.hypot((x + 0.5) / width - 0.6, (y + 0.5) / height - 0.45) < 0.23
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const grain = ((x * 7 + y * 13) % 5) - 2
      const colour = isDisc(x, y) ? [200, 60, 50] : [70, 150, 60]
      picture.data.set([...colour.map((value) => value + grain), 255], (y * width + x) * 4)
    }
  return { picture, isDisc }
}

/** A soft map about the disc's middle, and another of nothing. */
const carried = Float32Array.from({ length: 2 * side * side }, (_, at) => {
  const [x, y] = [at % side, Math.floor(at / side) % side]
  const distance = Math.hypot((x + 0.5) / side - 0.58, (y + 0.5) / side - 0.47)
  return at < side * side ? 0.02 + 0.05 * Math.exp(-((distance / 0.25) ** 2)) : 0.01
})
const maps = { width: side, height: side, carried }

function overlap(mask: { width: number; data: Uint8Array }, isDisc: (x: number, y: number) => boolean) {
  let [both, either] = [0, 0]
  mask.data.forEach((value, at) => {
    const [found, real] = [value > 0, isDisc(at % mask.width, Math.floor(at / mask.width))]
    both += found && real ? 1 : 0
    either += found || real ? 1 : 0
  })
  return both / either
}

describe('a mask of what words made', () => {
  it.each([
    [128, 128],
    [300, 200],
  ])('follows the edges of the picture, %s by %s', (width, height) => {
    const { picture, isDisc } = disc(width, height)
    const mask = maskFromMaps({ ...maps, place: { left: 0, top: 0, width, height } }, { words: [0] }, picture)
    // 0.99 here; the map alone, above the same half, reaches 0.7.
    expect(overlap(mask, isDisc)).toBeGreaterThan(0.95)
  })

  it('lies where the maps lie, cut off at the canvas', () => {
    const { picture } = disc(128, 128)
    const place = { left: 96, top: -32, width: 64, height: 64 }
    const { data } = maskFromMaps({ ...maps, place }, { words: [0] }, picture)
    data.forEach((value, at) => {
      if (at % 128 < 96 || at >= 32 * 128) expect(value).toBe(0)
    })
    const gone = maskFromMaps({ ...maps, place: { ...place, left: 500 } }, { words: [0] }, picture)
    expect(gone.data.every((value) => value === 0)).toBe(true)
  })

  it('covers nothing where no place stands out', () => {
    const { picture } = disc(64, 64)
    const mask = maskFromMaps(
      { ...maps, place: { left: 0, top: 0, width: 64, height: 64 } },
      { words: [1] },
      picture,
    )
    expect(mask.data.every((value) => value === 0)).toBe(true)
  })
})

describe('the guided filter', () => {
  it('solves the ridge regression of each window', () => {
    // One window over all of a picture of 5 x 5: a map that is linear in the colours is told exactly, but for epsilon.
    const size = { width: 5, height: 5 }
    const plane = (of: (at: number) => number) => Float32Array.from({ length: 25 }, (_, at) => of(at))
    const planes = [
      plane((at) => (at % 5) / 5),
      plane((at) => ((at * 7) % 11) / 11),
      plane((at) => ((at * 3) % 7) / 7),
    ]
    const map = plane((at) => 0.3 + 0.5 * planes[0]![at]! - 0.2 * planes[1]![at]! + 0.1 * planes[2]![at]!)
    const told = guidedCoefficients({ ...size, planes }, { ...size, data: map }, { radius: 2, epsilon: 1e-9 })
    expect([0, 1, 2, 3].map((plane) => Number(told.planes[plane]![12]!.toFixed(3)))).toEqual([
      0.5, -0.2, 0.1, 0.3,
    ])
  })
})

describe('maps of words', () => {
  const two = { words: [0, 1], width: 2, height: 1, maps: Float32Array.of(0.1, 0.3, 0.3, 0.1) }
  it('are averaged and stretched', () => {
    expect([...meanMap(two, two.maps, [0, 1]).data]).toEqual([0.2, 0.2].map(Math.fround))
    expect([...stretched(meanMap(two, two.maps, [0])).data]).toEqual([0, 1])
    expect([...stretched({ width: 2, height: 1, data: Float32Array.of(5, 5) }).data]).toEqual([0, 0])
  })
  it('tell the shares of a place, and nothing beside them', () => {
    const means = (...all: readonly number[]) => all.map((mean) => ({ mean }))
    const placed = { ...two, words: means(0.2, 0.2), place: { left: 10, top: 20, width: 40, height: 10 } }
    expect(sharesAt(placed, { x: 15, y: 25 })!.map((share) => Math.round(share * 100))).toEqual([25, 75])
    expect(sharesAt(placed, { x: 45, y: 25 })!.map((share) => Math.round(share * 100))).toEqual([75, 25])
    expect(sharesAt(placed, { x: 5, y: 25 })).toBeUndefined()
    // A word that is attended to ten times as much everywhere made no more of a place.
    const louder = { ...placed, words: means(0.02, 0.2), maps: Float32Array.of(0.01, 0.03, 0.3, 0.1) }
    expect(sharesAt(louder, { x: 45, y: 25 })!.map((share) => Math.round(share * 100))).toEqual([75, 25])
    // One that was read for the right half alone has no advantage from it, and one that nobody attended to has no share.
    const halves = { ...placed, words: means(0.2, 0.3), maps: Float32Array.of(0.3, 0.2, 0, 0.3) }
    expect(sharesAt(halves, { x: 45, y: 25 })).toEqual([0.5, 0.5].map((share) => expect.closeTo(share, 5)))
    const unread = { ...placed, words: means(0.2, 0), maps: Float32Array.of(0.3, 0.2, 0, 0) }
    expect(sharesAt(unread, { x: 45, y: 25 })).toEqual([1, 0])
  })
})

describe('the light on what a word made', () => {
  const prompt = 'a cat and a frog'
  const words = [...prompt.matchAll(/\w+/g)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
    of: 0,
  }))
  /** Words over four pixels: both things' words are drawn to both things, which are the first and the second. */
  const carried = Float32Array.from(
    [
      [1, 1, 2, 4],
      [8, 6, 0, 1],
      [0, 0, 0, 0],
      [1, 1, 2, 4],
      [6, 8, 0, 1],
    ].flat(),
  )
  const lit = (word: number) =>
    [...lightOf({ words, prompts: [prompt], carried, width: 2, height: 2 }, word).data].map((value) =>
      Number(value.toFixed(2)),
    )

  it('falls on its own thing, and where another is looked at more there is none', () => {
    // What a word leads on most is all its, what it leads on least not at all; on the ground both nearly as much.
    expect(lit(1)).toEqual([1, 0, 0, 0.04])
    expect(lit(4)).toEqual([0, 1, 0, 0.08])
  })

  it('falls on a whole thing, though another word leads on a part of it, and on it alone, though its own leads on both', () => {
    // Two things of nine pixels each, in a picture of 20 x 20.
    const size = 20
    const isIn = (at: number, left: number) => {
      const [x, y] = [at % size, Math.floor(at / size)]
      return x >= left && x < left + 3 && y >= 8 && y < 11
    }
    const map = (first: (part: number) => number, second: number) =>
      Array.from({ length: size ** 2 }, (_, at) =>
        isIn(at, 4) ? first(Math.floor(at / size) - 8) : isIn(at, 13) ? second : 0,
      )
    const none = map(() => 0, 0)
    const carried = Float32Array.from(
      [none, map(() => 1, 0.9), none, none, map((part) => (part === 0 ? 1 : 0.2), 0.7)].flat(),
    )
    const { data } = lightOf({ words, prompts: [prompt], carried, width: size, height: size }, 1)
    data.forEach((value, at) => {
      if (isIn(at, 4)) expect(value).toBeGreaterThan(0.5)
      else expect(value).toBeLessThan(0.1)
    })
  })

  it('falls on all of a picture’s only thing, whatever else was asked for', () => {
    const carried = Float32Array.from(
      [
        [0, 0, 0, 0],
        [4, 4, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [5, 4.5, 0, 0],
      ].flat(),
    )
    const { data } = lightOf({ words, prompts: [prompt], carried, width: 2, height: 2 }, 1)
    expect(data[0]).toBeGreaterThan(0.3)
    expect(data[1]).toBe(1)
  })

  it('falls behind the things for a word that names none, and nowhere for one that is not looked at', () => {
    expect(lit(0)[3]).toBe(1)
    expect(lit(0).slice(0, 2)).toEqual([0, 0])
    expect(lit(2)).toEqual([0, 0, 0, 0])
    const even = { words, prompts: [prompt], carried: new Float32Array(20).fill(1), width: 2, height: 2 }
    expect([...lightOf(even, 1).data]).toEqual([0, 0, 0, 0])
  })
})
