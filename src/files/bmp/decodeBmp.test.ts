// Damage and rare forms; what BMPs show is held against Pillow with the other forms (tools/recipe/pictureForms.test.ts).
import { describe, expect, it } from 'vitest'
import { pictureForms } from '../fixtures/forms.node'
import { pictureTypeOf } from '../headers/pictureType'
import { decodeBmp, readBmpHeader } from './decodeBmp'

const form = (name: string) => pictureForms.find((one) => one.name === `bmp-${name}.bmp`)!.file.slice()
const decoded = (bytes: Uint8Array) => decodeBmp(bytes, readBmpHeader(bytes))

describe('a BMP', () => {
  it('is told by more than its first two letters', () => {
    expect(pictureTypeOf(form('24'))).toBe('bmp')
    expect(pictureTypeOf(new TextEncoder().encode('BMW is a maker of cars.'))).toBeUndefined()
  })

  it.each(['24', '32', 'palette-1', 'palette-8', 'runs-8', 'runs-4', '16-565'])(
    '%s cut short keeps the rows that are there, and says so',
    (name) => {
      const bytes = form(name)
      const { pixelsAt } = readBmpHeader(bytes)
      for (const length of [20, 40, pixelsAt + 1])
        expect(() => decoded(bytes.subarray(0, length))).toThrow(
          'The picture is damaged: the file ends too early.',
        )
      const whole = decoded(bytes)
      const half = decoded(bytes.subarray(0, Math.floor((pixelsAt + bytes.length) / 2)))
      expect([whole.isCut, half.isCut]).toEqual([false, true])
      const { width, data } = half.samples
      // Rows go upwards.
      const missing = data.findLastIndex((value, at) => at % 4 === 3 && value === 0)
      expect((missing + 1) % (4 * width)).toBe(0)
      expect(missing).toBeGreaterThan(0)
      expect(data.subarray(missing + 1)).toEqual(whole.samples.data.subarray(missing + 1))
      expect(data.subarray(0, missing + 1).every((value) => value === 0)).toBe(true)
    },
  )

  it('of a form that has no decoder says which', () => {
    const bytes = form('24')
    bytes[30] = 4
    expect(() => decoded(bytes)).toThrow('its header gives it 24 bits a pixel, stored in the way 4')
    bytes[30] = 0
    bytes[18] = bytes[19] = 0
    expect(() => decoded(bytes)).toThrow('its header gives it 0x16 pixels')
  })

  it('whose alpha is zero everywhere is opaque', () => {
    const bytes = form('32-alpha-124')
    const { pixelsAt } = readBmpHeader(bytes)
    for (let at = pixelsAt + 3; at < bytes.length; at += 4) bytes[at] = 0
    const { data } = decoded(bytes).samples
    expect(data[3]).toBe(255)
    bytes[pixelsAt + 3] = 9
    expect([...decoded(bytes).samples.data].filter((value, at) => at % 4 === 3 && value > 0)).toEqual([9])
  })

  it('with runs that go beyond its size stays within it', () => {
    const bytes = form('runs-8')
    const { pixelsAt } = readBmpHeader(bytes)
    bytes.set([255, 1, 0, 2, 255, 255, 255, 1, 0, 1], pixelsAt)
    expect(decoded(bytes).samples.data.length).toBe(20 * 16 * 4)
  })
})
