// Pictures where they need a browser: its decoders and encoders.
import { expect, test } from 'playwright/test'
import { decodePicture } from '../tools/recipe/picture'
import { reportOf } from '../src/shared/errors'
import { damagedPictures } from '../src/files/fixtures/damaged.node'
import { largestDifference, pictureForms } from '../src/files/fixtures/forms.node'
import { expectedPictures, fixture, rgbaOf } from '../src/files/fixtures/pictures.node'
import { crc32 } from '../src/files/png/crc32'
import { openHarness, type Harness } from '../tools/harness/openHarness'

interface Opened {
  readonly width: number
  readonly height: number
  readonly data: number[]
  readonly error?: { readonly code: string; readonly message: string }
}

let harness: Harness

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  harness = await openHarness('tools/harness/filesWorker.ts', { webGpu: false })
})
test.afterAll(() => harness.close())

const open = (name: string, cutAt?: number) => harness.call<Opened>('openFixture', name, cutAt)
const openBytes = (bytes: Uint8Array, name: string) => harness.call<Opened>('openBytes', [...bytes], name)
const at = ({ width, data }: Opened, x: number, y: number) =>
  data.slice((y * width + x) * 4, (y * width + x) * 4 + 4)

/** The colours in the middle of the four quarters. */
const quarters = (picture: Opened) =>
  [0.25, 0.75].flatMap((down) =>
    [0.25, 0.75].map((across) =>
      at(picture, Math.floor(picture.width * across), Math.floor(picture.height * down)).map((value) =>
        Math.round(value / 255),
      ),
    ),
  )
const redGreenBlueWhite = [
  [1, 0, 0, 1],
  [0, 1, 0, 1],
  [0, 0, 1, 1],
  [1, 1, 1, 1],
]

test.describe('opening', () => {
  for (const name of ['orientation-1.jpg', 'orientation-3.jpg', 'orientation-6.jpg', 'orientation-8.jpg'])
    test(`${name} stands upright`, async () => {
      const picture = await open(name)
      expect([picture.width, picture.height]).toEqual([48, 32])
      expect(quarters(picture)).toEqual(redGreenBlueWhite)
    })

  test('gives 271 pictures of every form the pixels that the recipe runner gives them', async () => {
    const differing: string[] = []
    for (const { name, file, rgba, tolerance } of pictureForms) {
      const [inPage, inRunner] = [await openBytes(file, name), await decodePicture(file, name)]
      if (inPage.error) throw new Error(`${name}: ${inPage.error.message}`)
      expect([name, inPage.width, inPage.height]).toEqual([name, inRunner.width, inRunner.height])
      const apart = largestDifference(inPage.data, inRunner.data)
      // Browsers translate inks themselves.
      const allowed = name.startsWith('inks-press') ? 3 : 0
      if (apart > allowed) differing.push(`${name}: ${apart} from the runner`)
      const fromPillow = largestDifference(inPage.data, rgba)
      if (fromPillow > Math.max(tolerance, allowed)) differing.push(`${name}: ${fromPillow} from Pillow`)
    }
    expect(differing).toEqual([])
  })

  test('gives pictures that are cut, damaged or oddly written the pixels that the recipe runner gives them', async () => {
    const differing: string[] = []
    for (const { name, file } of damagedPictures) {
      const [inPage, inRunner] = [
        await openBytes(file, name),
        await decodePicture(file, name, () => {}).catch(reportOf),
      ]
      if (inPage.error || !('data' in inRunner)) {
        const said = [inPage.error?.message, 'message' in inRunner && inRunner.message]
        // The runner gives a path as it is, the page a name between quotes.
        if (String(said[0]).replaceAll('"', '') !== String(said[1]))
          differing.push(`${name}: ${said.join(' | ')}`)
        continue
      }
      expect([name, inPage.width, inPage.height]).toEqual([name, inRunner.width, inRunner.height])
      const apart = largestDifference(inPage.data, inRunner.data)
      // Browsers translate inks themselves.
      if (apart > (name.startsWith('inks') ? 1 : 0)) differing.push(`${name}: ${apart}`)
    }
    expect(differing).toEqual([])
  })

  for (const name of ['progressive.jpg', 'lossy.webp', 'opaque.avif'])
    test(`${name} is decoded`, async () => {
      expect(quarters(await open(name))).toEqual(redGreenBlueWhite)
    })

  for (const name of ['lossless-alpha.webp', 'rgb-alpha-8.png', 'palette-8.png'])
    test(`${name} keeps every byte, also under transparent pixels`, async () => {
      const { data } = await open(name)
      expect(Buffer.from(data).equals(Buffer.from(rgbaOf(expectedPictures[name]!)))).toBe(true)
    })

  for (const name of ['alpha.avif', 'lossy-alpha.webp'])
    test(`${name} keeps its colours where it is nearly transparent`, async () => {
      const picture = await open(name)
      const row = [1, 2, 3, 4].map((y) => at(picture, 6, y))
      for (const [red = 0, green = 0, blue = 0, alpha = 255] of row) {
        expect(alpha).toBeLessThan(50)
        expect(red).toBeGreaterThan(215)
        expect(green + blue).toBeLessThan(60)
      }
    })

  test('a PNG with a colour profile that is none is decoded by the browser', async () => {
    const { width, height, error } = await open('profile.png')
    expect(error).toBeUndefined()
    expect([width, height]).toEqual([19, 17])
  })

  for (const [name, cutAt] of [
    ['progressive.jpg', 200],
    ['lossless-alpha.webp', 60],
    ['opaque.avif', 320],
    ['rgb-8.png', 50],
  ] as const)
    test(`${name}, cut short, is refused in one sentence`, async () => {
      const { error } = await open(name, cutAt)
      expect(error?.code).toBe('image')
      expect(error?.message).toMatch(/^The picture is damaged: [^.]*\.$/)
    })

  test('a picture of 12,000x9,000 is refused by its header, before it is decoded', async () => {
    const png = fixture('rgb-8.png')
    const view = new DataView(png.buffer)
    view.setUint32(16, 12_000)
    view.setUint32(20, 9_000)
    view.setUint32(29, crc32(png.subarray(12, 29)))
    const jpeg = fixture('orientation-1.jpg')
    const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0)
    jpeg.set([9_000 >> 8, 9_000 & 255, 12_000 >> 8, 12_000 & 255], frame + 5)
    for (const [bytes, name] of [
      [png, 'large.png'],
      [jpeg, 'large.jpg'],
    ] as const) {
      const { error } = await openBytes(bytes, name)
      expect(error?.message).toBe(
        'The picture is 12000x9000 pixels, more than the 64 million that can be edited.',
      )
    }
  })

  test('a picture of 1x1, and files that are none, are refused', async () => {
    const png = fixture('rgb-8.png')
    new DataView(png.buffer).setUint32(16, 1)
    new DataView(png.buffer).setUint32(20, 1)
    expect((await openBytes(png, 'dot.png')).error?.message).toContain('1x1 pixels, too small')
    expect((await open('colours.tiff')).error?.message).toContain('is a TIFF, which cannot be opened')
    expect((await openBytes(new Uint8Array(), 'x.png')).error?.message).toBe('"x.png" is empty.')
  })

  test('an address is fetched, and one that does not answer is told in one sentence', async () => {
    const picture = await harness.call<Opened>('openAddress', '/src/files/fixtures/lossy.webp')
    expect(quarters(picture)).toEqual(redGreenBlueWhite)
    const errors = await Promise.all(
      ['/src/files/fixtures/none.webp', 'https://nowhere.invalid/x.png', 'ftp://x/y.png', 'http://'].map(
        async (address) => (await harness.call<Opened>('openAddress', address)).error?.message,
      ),
    )
    expect(errors[0]).toContain('answered with 404')
    expect(errors[1]).toBe('The picture at nowhere.invalid cannot be read from here.')
    expect(errors[2]).toContain('is not an address')
    expect(errors[3]).toContain('is not an address')
  })
})

test.describe('exporting', () => {
  interface Exported {
    readonly type: string
    readonly size: number
    readonly bytes: number[]
    readonly error?: { readonly message: string }
  }
  const picture = {
    width: 64,
    height: 48,
    data: Array.from({ length: 64 * 48 * 4 }, (_, i) => (i % 4 === 3 ? (i >> 4) % 256 : (i * 7) % 251)),
  }
  const exported = (format: string, quality: number, pixels = picture) =>
    harness.call<Exported>('exported', pixels, { format, quality })

  test('a PNG comes back byte for byte', async () => {
    const { bytes } = await exported('png', 1)
    expect((await openBytes(Uint8Array.from(bytes), 'x.png')).data).toEqual(picture.data)
  })

  test('JPEG and WebP take their quality, and open again', async () => {
    for (const format of ['jpeg', 'webp']) {
      const [small, large] = [await exported(format, 0.2), await exported(format, 0.95)]
      expect(small.type).toBe(`image/${format}`)
      expect(small.size).toBeLessThan(large.size)
      expect(large.size).toBe(large.bytes.length)
      const again = await openBytes(Uint8Array.from(large.bytes), `x.${format}`)
      expect([again.width, again.height]).toEqual([64, 48])
    }
  })

  test('what is transparent becomes white in a JPEG', async () => {
    const clear = { ...picture, data: picture.data.map((_, i) => (i % 4 === 3 ? 0 : 9)) }
    const { bytes } = await exported('jpeg', 0.9, clear)
    expect(at(await openBytes(Uint8Array.from(bytes), 'x.jpg'), 5, 5)).toEqual([255, 255, 255, 255])
  })

  test('a WebP that would be too long is refused in one sentence', async () => {
    const long = { width: 16_400, height: 1, data: Array.from({ length: 65_600 }, () => 0) }
    expect((await exported('webp', 0.9, long)).error?.message).toContain('at most 16383 pixels a side')
  })
})
