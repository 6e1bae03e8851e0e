import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scalePixels } from './scalePixels'

const given = JSON.parse(readFileSync(new URL('fixtures/scaledPicture.json', import.meta.url), 'utf8')) as {
  readonly width: number
  readonly height: number
  readonly data: number[]
  readonly scaled: Record<string, number[]>
}
const picture = { ...given, data: Uint8ClampedArray.from(given.data) }

describe('scalePixels', () => {
  it.each(Object.entries(given.scaled))('scales to %s as Pillow does', (size, expected) => {
    const [width, height] = size.split('x').map(Number) as [number, number]
    const { data } = scalePixels(picture, width, height)
    expect(data).toHaveLength(expected.length)
    // Pillow rounds the weighted colours, and between its passes: compared as they are laid over black.
    const shown = (bytes: ArrayLike<number>, at: number) => (bytes[at]! * bytes[at | 3]!) / 255
    for (let at = 0; at < data.length; at++) {
      expect(Math.abs(data[at | 3]! - expected[at | 3]!)).toBeLessThanOrEqual(1)
      expect(Math.abs(shown(data, at) - shown(expected, at))).toBeLessThanOrEqual(2)
    }
  })

  it('keeps an opaque picture opaque up to its edges', () => {
    const opaque = { width: 3, height: 2, data: new Uint8ClampedArray(24).fill(255) }
    expect(scalePixels(opaque, 7, 5).data.every((value) => value === 255)).toBe(true)
  })
})
