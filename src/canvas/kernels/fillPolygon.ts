// Polygons (lasso, rectangle, ellipse, pen strokes) as coverage: sixteen scan lines a pixel row, exact along each line.
import type { MaskWindow } from './mask'
import { intersectRegions, pixelRegion } from './regions'

export interface Point {
  readonly x: number
  readonly y: number
}

/** `nonzero` fills whatever the path winds around; `evenodd` leaves out what it winds around twice. */
export type FillRule = 'nonzero' | 'evenodd'

const linesPerRow = 16

interface Edge {
  readonly top: number
  readonly bottom: number
  /** x at y = 0, and per unit of y. */
  readonly x: number
  readonly slope: number
  readonly winding: 1 | -1
}

function edgesOf(points: readonly Point[]): Edge[] {
  const edges: Edge[] = []
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length] as Point
    if (a.y === b.y) return
    const slope = (b.x - a.x) / (b.y - a.y)
    edges.push({
      top: Math.min(a.y, b.y),
      bottom: Math.max(a.y, b.y),
      x: a.x - slope * a.y,
      slope,
      winding: b.y > a.y ? 1 : -1,
    })
  })
  return edges.sort((a, b) => a.top - b.top)
}

/** The smallest rectangle with fractional edges around points; all 0 for none. */
export function pointBounds(points: readonly Point[]) {
  if (points.length === 0) return { left: 0, top: 0, right: 0, bottom: 0 }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

/**
 * Adds a closed polygon to that part of a mask: each pixel takes the larger of its own coverage and the polygon's share of it.
 * @param points in pixels of the picture; the last is joined to the first
 */
export function fillPolygon(mask: MaskWindow, points: readonly Point[], rule: FillRule): void {
  const picture = { width: mask.left + mask.width, height: mask.top + mask.height }
  const region = intersectRegions(pixelRegion(pointBounds(points), picture), mask)
  const edges = edgesOf(points)
  /** Differences of coverage along a row, in scan lines: `steps` summed up is the coverage. */
  const steps = new Float32Array(region.width + 2)
  let active: Edge[] = []
  let next = 0
  for (let y = region.top; y < region.top + region.height; y++) {
    steps.fill(0)
    for (let line = 0; line < linesPerRow; line++) {
      const at = y + (line + 0.5) / linesPerRow
      while (next < edges.length && (edges[next] as Edge).top <= at) active.push(edges[next++] as Edge)
      active = active.filter(({ bottom }) => bottom > at)
      addLine(steps, spansAt(at, active, rule), region.left, region.width)
    }
    const row = (y - mask.top) * mask.width + region.left - mask.left
    let sum = 0
    for (let x = 0; x < region.width; x++) {
      sum += steps[x] as number
      const coverage = Math.min(255, Math.round((sum * 255) / linesPerRow))
      if (coverage > (mask.data[row + x] as number)) mask.data[row + x] = coverage
    }
  }
}

/** Where a scan line is inside: [from, to, from, to, ...]. */
function spansAt(y: number, active: readonly Edge[], rule: FillRule): number[] {
  const crossings = active
    .map(({ x, slope, winding }) => ({ x: x + slope * y, winding }))
    .sort((a, b) => a.x - b.x)
  const spans: number[] = []
  let winding = 0
  const inside = () => (rule === 'nonzero' ? winding !== 0 : (winding & 1) !== 0)
  for (const crossing of crossings) {
    const before = inside()
    winding += crossing.winding
    if (inside() !== before) spans.push(crossing.x)
  }
  return spans
}

/** Adds the spans of one scan line to a row's differences; a pixel that a span's end cuts takes its share. */
function addLine(steps: Float32Array, spans: readonly number[], left: number, width: number): void {
  const add = (x: number, sign: 1 | -1) => {
    const place = Math.min(width, Math.max(0, x - left))
    const pixel = Math.floor(place)
    const share = place - pixel
    steps[pixel] = (steps[pixel] as number) + sign * (1 - share)
    steps[pixel + 1] = (steps[pixel + 1] as number) + sign * share
  }
  for (let i = 0; i + 1 < spans.length; i += 2) {
    add(spans[i] as number, 1)
    add(spans[i + 1] as number, -1)
  }
}
