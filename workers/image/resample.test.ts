// Lanczos resampling against Pillow's (tools/reference/resample.py): 0 bytes may differ.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { resize } from './resample'

interface Case {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly source: string
  readonly results: readonly { readonly width: number; readonly height: number; readonly sha256: string }[]
}

const cases = JSON.parse(
  readFileSync(new URL('fixtures/resample.json', import.meta.url), 'utf8'),
) as readonly Case[]
const sourceOf = ({ width, height, source }: Case): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(Buffer.from(source, 'base64')),
})

describe('resize', () => {
  it.each(cases)('gives the bytes that Pillow gives: $name, $results.length sizes', (one) => {
    for (const { width, height, sha256 } of one.results) {
      const resized = resize(sourceOf(one), width, height)
      expect([resized.width, resized.height]).toEqual([width, height])
      expect(createHash('sha256').update(resized.data).digest('hex'), `${width}x${height}`).toBe(sha256)
    }
  })

  it('leaves a picture of the same size as it is', () => {
    const source = sourceOf(cases[0] as Case)
    expect(resize(source, source.width, source.height)).toBe(source)
  })

  it('keeps a flat picture flat, at any size', () => {
    const flat = new Uint8ClampedArray(7 * 5 * 4).map((_, at) => (at % 4 === 3 ? 255 : 93))
    for (const [width, height] of [
      [1, 1],
      [3, 40],
      [100, 2],
    ] as const)
      expect(new Set(resize({ width: 7, height: 5, data: flat }, width, height).data)).toEqual(
        new Set([93, 255]),
      )
  })

  it('lets no colour out of what is transparent', () => {
    // Red that nobody sees, beside opaque blue.
    const data = new Uint8ClampedArray(8 * 8 * 4)
    for (let at = 0; at < 64; at++) data.set(at % 8 < 4 ? [255, 0, 0, 0] : [0, 0, 255, 255], at * 4)
    const small = resize({ width: 8, height: 8, data }, 3, 3)
    for (let at = 0; at < 9; at++) expect(small.data[at * 4]).toBe(0)
  })
})
