// Lanczos resampling against Pillow's (tools/reference/resample.py).
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { resize } from './resample'

interface Case {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly source: string
  readonly toWidth: number
  readonly toHeight: number
  readonly result: string
}

const cases = JSON.parse(
  readFileSync(new URL('fixtures/resample.json', import.meta.url), 'utf8'),
) as readonly Case[]
const bytesOf = (text: string) => new Uint8ClampedArray(Buffer.from(text, 'base64'))
const sourceOf = ({ width, height, source }: Case): Pixels => ({ width, height, data: bytesOf(source) })

describe('resize', () => {
  it.each(cases)('$name', (one) => {
    const { width, height, data } = resize(sourceOf(one), one.toWidth, one.toHeight)
    expect([width, height]).toEqual([one.toWidth, one.toHeight])
    const expected = bytesOf(one.result)
    const differences = data.map((value, at) => Math.abs(value - (expected[at] as number)))
    // Where nothing is seen, its colour is anyone's choice: near an alpha of 0 it is a quotient of roundings.
    const seen = differences.filter((_, at) => (expected[at - (at % 4) + 3] as number) > 2)
    expect(Math.max(...seen)).toBeLessThanOrEqual(1)
    // Only halves may round the other way.
    expect(seen.filter((difference) => difference > 0).length).toBeLessThan(0.01 * seen.length + 1)
  })

  it('leaves a picture of the same size as it is', () => {
    const source = sourceOf(cases[0] as Case)
    expect(resize(source, source.width, source.height)).toBe(source)
  })

  it('keeps a flat picture flat, at any size', () => {
    const flat = { width: 7, height: 5, data: new Uint8ClampedArray(7 * 5 * 4).fill(93) }
    for (const [width, height] of [
      [1, 1],
      [3, 40],
      [100, 2],
    ] as const)
      expect(new Set(resize(flat, width, height).data)).toEqual(new Set([93]))
  })

  it('lets no colour out of what is transparent', () => {
    // Red that nobody sees, beside opaque blue.
    const data = new Uint8ClampedArray(8 * 8 * 4)
    for (let at = 0; at < 64; at++) data.set(at % 8 < 4 ? [255, 0, 0, 0] : [0, 0, 255, 255], at * 4)
    const small = resize({ width: 8, height: 8, data }, 3, 3)
    for (let at = 0; at < 9; at++) expect(small.data[at * 4]).toBe(0)
  })
})
