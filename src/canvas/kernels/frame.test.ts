import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyAffine } from './affine'
import { edgeHandles } from './boxHandles'
import {
  dragFrame,
  frameCorner,
  frameOfBox,
  framePoint,
  framePolygon,
  frameTransform,
  gripAt,
  resizedFrame,
  turnPoint,
  type Frame,
} from './frame'

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const frames = fc.record({
  x: number(-200, 200),
  y: number(-200, 200),
  width: number(30, 300),
  height: number(30, 300),
  angle: number(-3, 3),
}) satisfies fc.Arbitrary<Frame>
const free = { shift: false, ctrl: false, alt: false }
const near = (a: { x: number; y: number }, b: { x: number; y: number }) => {
  expect(a.x).toBeCloseTo(b.x, 6)
  expect(a.y).toBeCloseTo(b.y, 6)
}

describe('a frame', () => {
  it('is caught by its handles wherever they are turned to', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        for (const handle of edgeHandles) expect(gripAt(frame, framePoint(frame, handle), 1, 5)).toBe(handle)
        expect(gripAt(frame, turnPoint(frame, 1), 1, 5)).toBe('turn')
        expect(gripAt(frame, frame, 1, 5)).toBe('inside')
      }),
    )
  })

  it('follows a dragged corner, and keeps the opposite one', () => {
    fc.assert(
      fc.property(frames, number(1, 80), number(1, 80), (frame, dx, dy) => {
        const from = framePoint(frame, 'se')
        // Outwards, so that it does not meet the smallest size.
        const middle = framePoint(frame, 'inside')
        const to = {
          x: from.x + Math.sign(from.x - middle.x) * dx,
          y: from.y + Math.sign(from.y - middle.y) * dy,
        }
        const next = dragFrame({ ...frame, angle: frame.angle || 0.1 }, 'se', from, to, free)
        if (next.width <= 1 || next.height <= 1) return
        near(framePoint(next, 'nw'), framePoint({ ...frame, angle: frame.angle || 0.1 }, 'nw'))
      }),
    )
  })

  it('keeps its centre while a corner is dragged with Alt, or with Ctrl', () => {
    fc.assert(
      fc.property(frames, number(1, 80), fc.constantFrom('alt', 'ctrl'), (frame, by, key) => {
        const from = framePoint(frame, 'se')
        const to = { x: from.x + by, y: from.y + by }
        const { x, y } = dragFrame(frame, 'se', from, to, { ...free, [key]: true })
        near({ x, y }, frame)
      }),
    )
  })

  it('takes every corner along from one place to another', () => {
    fc.assert(
      fc.property(frames, frames, (from, to) => {
        const affine = frameTransform(from, to)
        const moved = framePolygon(from).map((corner) => applyAffine(affine, corner))
        framePolygon(to).forEach((corner, at) => near(moved[at]!, corner))
      }),
    )
  })

  it('turns in steps of 15 degrees with Shift', () => {
    const frame = frameOfBox({ left: 0, top: 0, right: 100, bottom: 60 })
    const turned = dragFrame(frame, 'turn', turnPoint(frame, 1), { x: 88, y: 4 }, { ...free, shift: true })
    expect((turned.angle * 180) / Math.PI).toBeCloseTo(60, 9)
    expect(turned).toMatchObject({ x: 50, y: 30, width: 100, height: 60 })
  })

  it('keeps its upper left corner while its size or angle is typed', () => {
    fc.assert(
      fc.property(frames, number(1, 400), number(-3, 3), (frame, width, angle) => {
        near(frameCorner(resizedFrame(frame, { width, angle })), frameCorner(frame))
      }),
    )
  })
})
