// Hints against those of OpenCV and PyTorch (tools/reference/preprocessors.py), and scribbles of our own.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { emptyPixels, type Pixels } from '../../src/shared/pixels'
import { tensor } from '../tensor/tensor'
import { canny } from './canny'
import { colourPatches, isInPatches } from './colourPatches'
import { gaussianBlur } from './gaussianBlur'
import { luma } from './luma'
import { overWhite } from './overWhite'
import { resizeBicubic } from './resizeBicubic'
import { scribble } from './scribble'

interface Written {
  readonly pictures: Readonly<Record<string, { width: number; height: number; data: string }>>
  readonly edges: readonly { of: string; low: number; high: number; edges: string }[]
  readonly blurs: readonly { of: string; sigma: number; blurred: string }[]
  readonly patches: readonly { of: string; patches: string }[]
  readonly sizes: readonly { shape: number[]; map: string; to: [number, number]; resized: string }[]
}
const file = new URL('fixtures/preprocessors.json', import.meta.url)
const written = JSON.parse(readFileSync(file, 'utf8')) as Written

const bytes = (text: string) => new Uint8ClampedArray(Buffer.from(text, 'base64'))
const floats = (text: string) => new Float32Array(bytes(text).buffer)
const pictureOf = (name: string): Pixels => {
  const { width, height, data } = written.pictures[name]!
  return { width, height, data: bytes(data) }
}

/** Whether each pixel is white; it has to be white or black, and opaque. */
function whites({ data }: Pixels): boolean[] {
  const isHint = data.every((value, at) => value === (at % 4 === 3 ? 255 : data[at - (at % 4)]))
  expect(isHint && data.every((value) => value === 0 || value === 255)).toBe(true)
  return Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] === 255)
}

describe('canny', () => {
  it.each(written.edges)(
    'finds the edges of OpenCV in $of from $low and $high',
    ({ of, low, high, edges }) => {
      const bits = bytes(edges)
      const found = whites(canny(pictureOf(of), { low, high }))
      expect(found).toEqual(found.map((_, at) => ((bits[at >> 3]! >> (7 - (at & 7))) & 1) === 1))
    },
  )

  it('is held against pictures that have edges, and such that end', () => {
    const counts = written.edges.map(({ edges }) => bytes(edges).filter((byte) => byte > 0).length)
    expect(counts.filter((count) => count > 40).length).toBeGreaterThan(8)
  })
})

describe('patches of colour', () => {
  it.each(written.patches)('of $of are those of Pillow', ({ of, patches }) => {
    const own = colourPatches(pictureOf(of)).data
    expect(own.filter((_, at) => at % 4 !== 3)).toEqual(bytes(patches))
    expect(own.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true)
  })

  it('are known again, and nothing else is taken for them', () => {
    for (const { of } of written.patches) {
      expect(isInPatches(pictureOf(of))).toBe(false)
      expect(isInPatches(colourPatches(pictureOf(of)))).toBe(true)
    }
    expect(isInPatches(emptyPixels(16, 8))).toBe(true)
  })
})

describe('Gaussian blur', () => {
  it.each(written.blurs)('of $of by $sigma is that of OpenCV, up to rounding', ({ of, sigma, blurred }) => {
    const [own, theirs] = [gaussianBlur(pictureOf(of), sigma), bytes(blurred)]
    const colours = own.data.filter((_, at) => at % 4 !== 3)
    const errors = colours.map((value, at) => Math.abs(value - theirs[at]!))
    expect(Math.max(...errors)).toBeLessThanOrEqual(1)
    expect(errors.filter((error) => error > 0).length).toBeLessThan(0.001 * errors.length)
  })

  it('leaves a picture alone at 0, and does not let what is transparent bleed', () => {
    const picture = emptyPixels(9, 1)
    picture.data.set([255, 0, 0, 255], 16)
    expect(gaussianBlur(picture, 0)).toBe(picture)
    const { data } = gaussianBlur(picture, 1)
    expect([...data.subarray(12, 15)]).toEqual([255, 0, 0])
    expect(data[15]).toBeGreaterThan(20)
    expect(data[15]).toBeLessThan(255)
  })
})

describe('bicubic resizing', () => {
  it.each(written.sizes)('from $shape to $to is that of PyTorch', ({ shape, map, to, resized }) => {
    const { data } = resizeBicubic(tensor(floats(map), shape), ...to)
    const expected = floats(resized)
    expect(data.length).toBe(expected.length)
    expect(Math.max(...data.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThan(1e-5)
  })
})

describe('scribbles', () => {
  const paint = (colour: readonly number[], ground: readonly number[]) => {
    const picture = emptyPixels(10, 10)
    for (let at = 0; at < 100; at++) picture.data.set(at % 10 === 4 ? colour : ground, at * 4)
    return picture
  }
  const line = Array.from({ length: 100 }, (_, at) => at % 10 === 4)

  it.each([
    ['black on an empty layer', [0, 0, 0, 255], [0, 0, 0, 0]],
    ['white on an empty layer', [255, 255, 255, 255], [0, 0, 0, 0]],
    ['a pale stroke on an empty layer', [224, 72, 58, 110], [0, 0, 0, 0]],
    ['black on white', [0, 0, 0, 255], [255, 255, 255, 255]],
    ['red on cream', [224, 72, 58, 255], [250, 245, 220, 255]],
    ['yellow on white', [250, 220, 40, 255], [255, 255, 255, 255]],
    ['white on black', [255, 255, 255, 255], [0, 0, 0, 255]],
    ['blue on black', [40, 60, 200, 255], [20, 20, 20, 255]],
  ])('of %s are white lines on black', (_, colour, ground) => {
    expect(whites(scribble(paint(colour, ground)))).toEqual(line)
  })

  it('leave out what hardly covers a pixel, and grain of the paper', () => {
    const picture = paint([0, 0, 0, 255], [255, 255, 255, 255])
    picture.data.set([200, 200, 200, 255], 0)
    expect(whites(scribble(picture))).toEqual(line)
    const sketch = paint([0, 0, 0, 255], [0, 0, 0, 0])
    sketch.data.set([0, 0, 0, 60], 0)
    expect(whites(scribble(sketch))).toEqual(line)
  })

  it('of a picture without lines are its outlines, as thick as a pen', () => {
    const side = 128
    const picture = emptyPixels(side, side)
    const isThing = (at: number) => Math.hypot((at % side) - 64, Math.floor(at / side) - 64) < 40
    for (let at = 0; at < side * side; at++)
      picture.data.set(isThing(at) ? [250, 140, 50, 255] : [110, 190, 90, 255], at * 4)
    const lines = whites(scribble(picture))
    const away = lines.flatMap((isLine, at) =>
      isLine ? [Math.hypot((at % side) - 64, Math.floor(at / side) - 64) - 40] : [],
    )
    expect(Math.max(...away.map(Math.abs))).toBeLessThan(3.5)
    // All the way round, three pixels wide.
    expect(away.length).toBeGreaterThan(2 * Math.PI * 40 * 2.5)
    expect(away.length).toBeLessThan(2 * Math.PI * 40 * 4.5)
  })
})

it('brightness is that of Pillow, and what is transparent lies over white', () => {
  const grey = luma(tensor(Float32Array.of(1, 0, 0, 0.5, 1, 0, 0, 0.5, 0, 1, 0, 0.5), [1, 3, 2, 2]))
  expect([...grey.data].map((value) => +value.toFixed(3))).toEqual([0.886, 0.114, 0, 0.5])
  const picture = { width: 2, height: 1, data: Uint8ClampedArray.of(0, 100, 200, 255, 0, 100, 200, 51) }
  expect([...overWhite(picture).data]).toEqual([0, 100, 200, 255, 204, 224, 244, 255])
  const opaque = pictureOf('noise')
  expect(overWhite(opaque)).toBe(opaque)
})
