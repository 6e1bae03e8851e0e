// Pictures that stumbled over us once, each for its kind. Those with quarters are 48x32: red, green, blue, white.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { decodePicture } from './picture'

const read = (name: string): Promise<Pixels> =>
  decodePicture(new Uint8Array(readFileSync(`src/files/fixtures/cases/${name}`)), name)
const at = ({ width, data }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3),
]
const quarters = (picture: Pixels) =>
  [0.25, 0.75].flatMap((down) =>
    [0.25, 0.75].map((across) =>
      at(picture, Math.floor(picture.width * across), Math.floor(picture.height * down)).map((value) =>
        Math.round(value / 255),
      ),
    ),
  )
const [red, green, blue, white] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 1, 1],
]

describe('a picture is read', () => {
  it.each([
    'png-text-bad-crc.png',
    'png-phys-bad-crc.png',
    'png-idat-trailing-bytes.png',
    'jpeg-junk-between-segments.jpg',
  ])('that other decoders read, too: %s', async (name) => {
    const picture = await read(name)
    expect([picture.width, picture.height]).toEqual([48, 32])
    expect(quarters(picture)).toEqual([red, green, blue, white])
  })

  it('upright, PNGs as well', async () => {
    const picture = await read('png-exif-orientation-6.png')
    expect([picture.width, picture.height]).toEqual([32, 48])
    // Turned clockwise.
    expect(quarters(picture)).toEqual([blue, red, white, green])
  })

  it('by its profile, to the level that LittleCMS gives', async () => {
    expect(at(await read('png-p3-16.png'), 20, 10)).toEqual([65, 182, 90])
  })

  it('by gAMA and cHRM', async () => {
    const [r, g, b] = at(await read('png-chrm-adobe.png'), 20, 10)
    expect(r).toBe(0)
    expect(Math.abs(g! - 181)).toBeLessThanOrEqual(1)
    expect(Math.abs(b! - 94)).toBeLessThanOrEqual(1)
  })

  it('unless a side is longer than any canvas', async () => {
    await expect(read('tall-16x66000.png')).rejects.toThrow(
      'The picture is 16x66000 pixels, and neither side can have more than 65535.',
    )
  })
})
