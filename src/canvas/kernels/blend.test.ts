// Held against libvips (sharp), which has the modes of single channels, and blends opaque pictures by the same formulas; a browser test
// holds all of them, of any alpha, against the browser's canvas.
import sharp, { type Blend } from 'sharp'
import { describe, expect, it } from 'vitest'
import { blendModes, blendOver, type BlendMode } from './blend'

const side = 64
/** Every pair of 64 levels of a channel: the backdrop's along rows, the source's along columns. */
const backdrops = square((x) => [x * 4, 255 - x * 4, 128, 255])
const sources = square((_, y) => [y * 4, 255 - y * 4, 77, 255])

function square(colourAt: (x: number, y: number) => readonly number[]): Uint8ClampedArray {
  const data = new Uint8ClampedArray(side * side * 4)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) data.set(colourAt(x, y), (y * side + x) * 4)
  return data
}

const ofWholeColours: readonly BlendMode[] = ['hue', 'saturation', 'color', 'luminosity']
const inVips = (mode: BlendMode) => (mode === 'normal' ? 'over' : mode.replace('color', 'colour')) as Blend

const blended = (mode: BlendMode) => {
  const out = backdrops.slice()
  blendOver(out, sources, 1, mode)
  return out
}

describe('a blend mode', () => {
  it.each(blendModes.filter((mode) => !ofWholeColours.includes(mode)))(
    '%s gives what libvips gives',
    async (mode) => {
      const raw = { width: side, height: side, channels: 4 } as const
      const theirs = await sharp(Buffer.from(backdrops), { raw })
        .composite([{ input: Buffer.from(sources), raw, blend: inVips(mode) }])
        .raw()
        .toBuffer()
      const error = blended(mode).reduce(
        (most, value, at) => Math.max(most, Math.abs(value - theirs[at]!)),
        0,
      )
      // It cuts off where we round.
      expect(error).toBeLessThanOrEqual(1)
    },
  )

  it.each([...blendModes])('%s leaves alone what lies over nothing, and what lies under nothing', (mode) => {
    const empty = new Uint8ClampedArray(sources.length)
    blendOver(empty, sources, 1, mode)
    expect(empty).toEqual(sources)
    const untouched = backdrops.slice()
    blendOver(untouched, sources, 0, mode)
    expect(untouched).toEqual(backdrops)
  })

  it.each(ofWholeColours)('%s keeps the luminosity that it names', (mode) => {
    const lum = (data: Uint8ClampedArray, at: number) =>
      0.3 * data[at * 4]! + 0.59 * data[at * 4 + 1]! + 0.11 * data[at * 4 + 2]!
    const out = blended(mode)
    const from = mode === 'luminosity' ? sources : backdrops
    for (let at = 0; at < side * side; at++) expect(Math.abs(lum(out, at) - lum(from, at))).toBeLessThan(1)
  })
})
