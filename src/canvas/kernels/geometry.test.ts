import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyPixels, type Pixels } from '../../shared/pixels'
import { applyAffine, composeAffine, identity, invertAffine, rotation, scaling, translation } from './affine'
import { dragHandle, edgeHandles, handleAt, handlePoint, type Handle } from './boxHandles'
import { hexFromRgb, hsvFromRgb, luminance, readableOn, rgbFromHex, rgbFromHsv } from './colour'
import { eraseColour, paintColour } from './paintColour'
import type { Box } from './shapes'
import { snapAngle, snapBox, snapLinesOf } from './snap'
import { transformedRegion, transformPixels } from './transformPixels'
import { clampView, fitView, maxScale, pinch, toPicture, toScreen, zoomAbout, zoomTo } from './viewTransform'

const number = fc.double({ min: -500, max: 500, noNaN: true })
const point = fc.record({ x: number, y: number })
const view = fc.record({ scale: fc.double({ min: 0.05, max: 40, noNaN: true }), x: number, y: number })

describe('the view', () => {
  it('goes to the screen and back', () => {
    fc.assert(
      fc.property(view, point, (view, p) => {
        const back = toPicture(view, toScreen(view, p))
        expect(back.x).toBeCloseTo(p.x, 6)
        expect(back.y).toBeCloseTo(p.y, 6)
      }),
    )
  })

  it('zooms about a point, which stays where it is', () => {
    fc.assert(
      fc.property(view, point, fc.double({ min: 0.1, max: 10, noNaN: true }), (view, p, factor) => {
        const under = toPicture(view, p)
        const after = toScreen(zoomAbout(view, p, factor), under)
        expect(after.x).toBeCloseTo(p.x, 5)
        expect(after.y).toBeCloseTo(p.y, 5)
      }),
    )
    expect(zoomAbout({ scale: 50, x: 0, y: 0 }, { x: 0, y: 0 }, 10).scale).toBe(maxScale)
    expect(zoomTo({ scale: 3, x: 5, y: 5 }, { width: 100, height: 80 }, 1).scale).toBe(1)
  })

  it('follows two fingers', () => {
    const view = { scale: 2, x: 10, y: 20 }
    const before = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
    ] as const
    const after = [
      { x: 50, y: 150 },
      { x: 250, y: 150 },
    ] as const
    const pinched = pinch(view, before, after)
    before.forEach((finger, i) => {
      const moved = toScreen(pinched, toPicture(view, finger))
      expect(moved.x).toBeCloseTo(after[i]!.x)
      expect(moved.y).toBeCloseTo(after[i]!.y)
    })
  })

  it('fits a picture into the middle, and never lets it out of sight', () => {
    const [picture, viewport] = [
      { width: 400, height: 100 },
      { width: 864, height: 600 },
    ]
    expect(fitView(picture, viewport)).toEqual({ scale: 2, x: 32, y: 200 })
    fc.assert(
      fc.property(view, (view) => {
        const { scale, x, y } = clampView(view, picture, viewport)
        const seen = (offset: number, extent: number, room: number) =>
          Math.min(room, offset + extent * scale) - Math.max(0, offset)
        expect(seen(x, 400, 864)).toBeGreaterThanOrEqual(Math.min(48, 400 * scale) - 1e-6)
        expect(seen(y, 100, 600)).toBeGreaterThanOrEqual(Math.min(48, 100 * scale) - 1e-6)
      }),
    )
  })
})

describe('affine transforms', () => {
  it('compose and invert', () => {
    fc.assert(
      fc.property(point, point, fc.double({ min: -7, max: 7, noNaN: true }), (p, about, angle) => {
        const t = composeAffine(
          translation(3, -4),
          composeAffine(rotation(angle, about), scaling(2, 0.5, about)),
        )
        const back = applyAffine(composeAffine(invertAffine(t)!, t), p)
        expect(back.x).toBeCloseTo(p.x, 6)
        expect(back.y).toBeCloseTo(p.y, 6)
      }),
    )
    expect(invertAffine(scaling(0, 1))).toBeUndefined()
    expect(applyAffine(rotation(Math.PI / 2), { x: 1, y: 0 }).y).toBeCloseTo(1)
  })
})

const noise = (width: number, height: number): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => (i * i * 31 + i * 7) % 256),
})
/** A transparent pixel has no colour of its own. */
const visible = ({ data }: Pixels) => data.map((value, i) => (data[i | 3] === 0 ? 0 : value))

describe('transformPixels', () => {
  it('moves by whole pixels and turns by quarters without changing a byte', () => {
    const pixels = noise(12, 7)
    const quarter = rotation(Math.PI / 2)
    let turned = pixels
    for (let i = 0; i < 4; i++) turned = transformPixels(turned, quarter, transformedRegion(turned, quarter))
    expect(turned.width).toBe(12)
    expect(turned.data).toEqual(visible(pixels))
    const moved = transformPixels(pixels, translation(5, -3), { left: 5, top: -3, width: 12, height: 7 })
    expect(moved.data).toEqual(visible(pixels))
  })

  it('keeps an even colour even, and does not let transparent pixels darken it', () => {
    const pixels = emptyPixels(10, 10)
    for (let i = 0; i < 100; i++) if (i % 3 !== 0) pixels.data.set([200, 100, 50, 255], i * 4)
    const out = transformPixels(pixels, composeAffine(rotation(0.4), scaling(2.3, 1.7)), {
      left: -20,
      top: -5,
      width: 60,
      height: 40,
    })
    for (let at = 0; at < out.data.length; at += 4)
      if (out.data[at + 3]! > 0) expect([...out.data.subarray(at, at + 3)]).toEqual([200, 100, 50])
  })

  it('averages when it scales down', () => {
    const pixels = emptyPixels(64, 64)
    for (let i = 0; i < 64 * 64; i++) pixels.data.set([i % 2 === 0 ? 255 : 0, 0, 0, 255], i * 4)
    const out = transformPixels(pixels, scaling(1 / 8, 1 / 8), { left: 0, top: 0, width: 8, height: 8 })
    expect(out.data[(3 * 8 + 3) * 4]).toBeGreaterThan(120)
    expect(out.data[(3 * 8 + 3) * 4]).toBeLessThan(135)
  })
})

describe('the handles of a box', () => {
  const box: Box = { left: 10, top: 20, right: 110, bottom: 70 }
  const handle = fc.constantFrom<Handle>(...edgeHandles, 'inside')
  const drag = fc.double({ min: -200, max: 200, noNaN: true })

  it('are found where they are drawn', () => {
    for (const name of [...edgeHandles, 'inside'] as const)
      expect(handleAt(box, handlePoint(box, name), 4)).toBe(name)
    expect(handleAt(box, { x: 0, y: 0 }, 4)).toBeUndefined()
  })

  it('move the edges that they name alone, and never turn the box inside out', () => {
    fc.assert(
      fc.property(handle, drag, drag, (handle, dx, dy) => {
        const after = dragHandle(box, handle, dx, dy, { minSize: 8 })
        if (handle !== 'inside') {
          if (!handle.includes('w')) expect(after.left).toBe(box.left)
          if (!handle.includes('e')) expect(after.right).toBe(box.right)
          if (!handle.startsWith('n')) expect(after.top).toBe(box.top)
          if (!handle.startsWith('s')) expect(after.bottom).toBe(box.bottom)
        }
        expect(after.right - after.left).toBeGreaterThanOrEqual(8 - 1e-9)
        expect(after.bottom - after.top).toBeGreaterThanOrEqual(8 - 1e-9)
      }),
    )
  })

  it('keep the proportions where asked', () => {
    fc.assert(
      fc.property(handle, drag, drag, fc.boolean(), (handle, dx, dy, fromCentre) => {
        const after = dragHandle(box, handle, dx, dy, { aspect: 2, fromCentre, minSize: 8 })
        expect((after.right - after.left) / (after.bottom - after.top)).toBeCloseTo(2)
        if (fromCentre && handle !== 'inside') {
          expect((after.left + after.right) / 2).toBeCloseTo(60)
          expect((after.top + after.bottom) / 2).toBeCloseTo(45)
        }
      }),
    )
  })
})

describe('snapping', () => {
  it('brings the nearest edge onto a line, and takes whole pixels elsewhere', () => {
    const lines = snapLinesOf({ left: 0, top: 0, right: 200, bottom: 100 })
    const { box, lines: met } = snapBox({ left: 57.2, top: 31.4, right: 147.2, bottom: 41.4 }, lines, 4)
    expect(box.left).toBeCloseTo(55)
    expect(met.x).toEqual([100])
    expect(box.top).toBe(31)
    expect(met.y).toEqual([])
    expect(snapAngle(0.27)).toBeCloseTo(Math.PI / 12)
  })
})

describe('colours', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  it('go to hexadecimal and HSV and back', () => {
    fc.assert(
      fc.property(byte, byte, byte, (r, g, b) => {
        expect(rgbFromHex(hexFromRgb({ r, g, b }))).toEqual({ r, g, b })
        expect(rgbFromHsv(hsvFromRgb({ r, g, b }))).toEqual({ r, g, b })
      }),
    )
    expect(rgbFromHex('#19f')).toEqual({ r: 0x11, g: 0x99, b: 0xff })
    expect(['', '#12', 'red', '#1234567'].map(rgbFromHex)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(hsvFromRgb({ r: 255, g: 0, b: 255 })).toEqual({ h: 300, s: 1, v: 1 })
  })

  it('have a luminance, by which text on them is black or white', () => {
    expect(luminance({ r: 255, g: 255, b: 255 })).toBeCloseTo(1)
    expect(luminance({ r: 255, g: 0, b: 0 })).toBeCloseTo(0.2126)
    expect(readableOn({ r: 255, g: 255, b: 0 })).toBe('#000000')
    expect(readableOn({ r: 0, g: 0, b: 160 })).toBe('#ffffff')
  })

  it('are laid over and erased through a mask, alpha kept apart', () => {
    const picture = { left: 0, top: 0, ...emptyPixels(3, 1) }
    picture.data.set([0, 0, 0, 0, 10, 20, 30, 255, 10, 20, 30, 128])
    const mask = { left: 0, top: 0, width: 3, height: 1, data: Uint8Array.of(128, 128, 0) }
    paintColour(picture, mask, { r: 200, g: 100, b: 0 })
    expect([...picture.data]).toEqual([200, 100, 0, 128, 105, 60, 15, 255, 10, 20, 30, 128])
    eraseColour(picture, { ...mask, data: Uint8Array.of(255, 51, 0) })
    expect([...picture.data]).toEqual([0, 0, 0, 0, 105, 60, 15, 204, 10, 20, 30, 128])
    expect(composeAffine(identity, identity)).toEqual(identity)
  })
})
