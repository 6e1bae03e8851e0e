// The fast guided filter (He, Sun, Tang 2013, "Guided image filtering"; He & Sun 2015, arXiv:1505.00996): in each window a map is told as
// a linear function of the picture's colours, so that its steps come to lie on the picture's edges.
import type { WordMap } from './wordMap'

/** Planes of numbers, row by row: a picture's red, green and blue in [0, 1]. */
export interface Planes {
  readonly width: number
  readonly height: number
  readonly planes: readonly Float32Array[]
}

interface GuidedOptions {
  /** Pixels from the middle of a window to its side. */
  readonly radius: number
  /** Variance of colour, in [0, 1] squared, below which a window counts as even. */
  readonly epsilon: number
}

/** The coefficients with which the colours at a pixel tell the map: those of red, green and blue, and the constant. */
export function guidedCoefficients(guide: Planes, map: WordMap, options: GuidedOptions): Planes {
  const { width, height, planes } = guide
  const blur = (of: Float32Array) => boxMean(of, width, height, options.radius)
  const times = (a: Float32Array, b: Float32Array) => a.map((value, at) => value * b[at]!)
  const [r, g, b] = planes as [Float32Array, Float32Array, Float32Array]
  const means = [r, g, b].map(blur) as [Float32Array, Float32Array, Float32Array]
  const mapMean = blur(map.data)
  const withMap = [r, g, b].map((plane) => blur(times(plane, map.data)))
  const pairs = [
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 1],
    [1, 2],
    [2, 2],
  ] as const
  const products = pairs.map(([i, j]) => blur(times(planes[i]!, planes[j]!)))
  const out = Array.from({ length: 4 }, () => new Float32Array(width * height))
  for (let at = 0; at < width * height; at++) {
    const mean = means.map((plane) => plane[at]!)
    const covariance = pairs.map(
      ([i, j], pair) => products[pair]![at]! - mean[i]! * mean[j]! + (i === j ? options.epsilon : 0),
    )
    const target = withMap.map((plane, colour) => plane[at]! - mean[colour]! * mapMean[at]!)
    const slope = solveSymmetric(covariance, target)
    slope.forEach((value, colour) => (out[colour]![at] = value))
    out[3]![at] = mapMean[at]! - slope.reduce((sum, value, colour) => sum + value * mean[colour]!, 0)
  }
  return { width, height, planes: out.map(blur) }
}

/** The solution of a symmetric 3 x 3 system, given as [xx, xy, xz, yy, yz, zz], by Cramer's rule. */
function solveSymmetric(
  matrix: readonly number[],
  target: readonly number[],
): readonly [number, number, number] {
  const [xx, xy, xz, yy, yz, zz] = matrix as [number, number, number, number, number, number]
  const [p, q, r] = target as [number, number, number]
  // Rows of the adjugate, which is symmetric too.
  const [a, b, c] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy]
  const [d, e, f] = [xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy]
  const determinant = xx * a + xy * b + xz * c
  return [
    (a * p + b * q + c * r) / determinant,
    (b * p + d * q + e * r) / determinant,
    (c * p + e * q + f * r) / determinant,
  ]
}

/** The mean over a square window, whose part outside of the picture repeats the border. */
function boxMean(of: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(of.length)
  for (let y = 0; y < height; y++) slide(of, rows, { start: y * width, step: 1, length: width, radius })
  const out = new Float32Array(of.length)
  for (let x = 0; x < width; x++) slide(rows, out, { start: x, step: width, length: height, radius })
  return out
}

interface Line {
  readonly start: number
  readonly step: number
  readonly length: number
  readonly radius: number
}

/** A running mean along a line. Sums are kept in doubles, so that nothing of what has left the window stays. */
function slide(from: Float32Array, to: Float32Array, { start, step, length, radius }: Line): void {
  const value = (at: number) => from[start + Math.min(Math.max(at, 0), length - 1) * step]!
  let sum = 0
  for (let at = -radius; at <= radius; at++) sum += value(at)
  for (let at = 0; at < length; at++) {
    to[start + at * step] = sum / (2 * radius + 1)
    sum += value(at + radius + 1) - value(at - radius)
  }
}
