// Affine transforms of the plane: (x, y) -> (a x + c y + e, b x + d y + f), the order of CSS's matrix().
import type { Point } from './fillPolygon'

export interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

export const identity: Affine = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }
export const translation = (x: number, y: number): Affine => ({ ...identity, e: x, f: y })

/** Scales about a point. */
export const scaling = (x: number, y: number, about: Point = { x: 0, y: 0 }): Affine => ({
  ...identity,
  a: x,
  d: y,
  e: about.x - x * about.x,
  f: about.y - y * about.y,
})

/** Turns about a point, clockwise on the screen, by an angle in radians. */
export function rotation(angle: number, about: Point = { x: 0, y: 0 }): Affine {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return {
    a: cos,
    b: sin,
    c: -sin,
    d: cos,
    e: about.x - cos * about.x + sin * about.y,
    f: about.y - sin * about.x - cos * about.y,
  }
}

export const applyAffine = ({ a, b, c, d, e, f }: Affine, { x, y }: Point): Point => ({
  x: a * x + c * y + e,
  y: b * x + d * y + f,
})

/** First `inner`, then `outer`. */
export const composeAffine = (outer: Affine, inner: Affine): Affine => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
})

/** The transform that undoes another; undefined when that one flattens the plane to a line. */
export function invertAffine({ a, b, c, d, e, f }: Affine): Affine | undefined {
  const determinant = a * d - b * c
  if (Math.abs(determinant) < 1e-12) return undefined
  return {
    a: d / determinant,
    b: -b / determinant,
    c: -c / determinant,
    d: a / determinant,
    e: (c * f - d * e) / determinant,
    f: (b * e - a * f) / determinant,
  }
}
