// Colour spaces as a few numbers: where red, green, blue and white lie (CIE 1931 x, y), and how bright a sample is.

/** Row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number]

export interface Chromaticities {
  readonly white: readonly [x: number, y: number]
  readonly red: readonly [x: number, y: number]
  readonly green: readonly [x: number, y: number]
  readonly blue: readonly [x: number, y: number]
}

/** From a sample of 0 to 1 to light, 1 where paper is white. */
export type Transfer = (sample: number) => number

export interface ColourSpace {
  readonly chromaticities: Chromaticities
  readonly transfer: Transfer
}

const d65 = [0.3127, 0.329] as const

export const srgbChromaticities: Chromaticities = {
  white: d65,
  red: [0.64, 0.33],
  green: [0.3, 0.6],
  blue: [0.15, 0.06],
}

/** IEC 61966-2-1. */
export const srgbTransfer: Transfer = (sample) =>
  sample <= 0.04045 ? sample / 12.92 : ((sample + 0.055) / 1.055) ** 2.4

/** The profile connection space's white, D50. */
export const d50 = [0.9642, 1, 0.8249] as const

/** From linear RGB to XYZ relative to D50, white adapted as Bradford (Lam 1985) has it. */
export function rgbToXyz({ white, red, green, blue }: Chromaticities): Matrix {
  const column = ([x, y]: readonly [number, number]) => [x / y, 1, (1 - x - y) / y] as const
  const [r, g, b, w] = [column(red), column(green), column(blue), column(white)]
  const primaries: Matrix = [r[0], g[0], b[0], r[1], g[1], b[1], r[2], g[2], b[2]]
  const [sr, sg, sb] = times(inverse(primaries), w)
  const scaled = primaries.map((value, at) => value * [sr, sg, sb][at % 3]!) as unknown as Matrix
  return product(bradford(w), scaled)
}

const cone: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296]

function bradford(white: readonly [number, number, number]): Matrix {
  const [from, to] = [times(cone, white), times(cone, d50)]
  const scale: Matrix = [to[0] / from[0], 0, 0, 0, to[1] / from[1], 0, 0, 0, to[2] / from[2]]
  return product(inverse(cone), product(scale, cone))
}

export const times = (m: Matrix, [x, y, z]: readonly [number, number, number]): [number, number, number] => [
  m[0] * x + m[1] * y + m[2] * z,
  m[3] * x + m[4] * y + m[5] * z,
  m[6] * x + m[7] * y + m[8] * z,
]

export function product(a: Matrix, b: Matrix): Matrix {
  const columns = [0, 1, 2].map((c) => times(a, [b[c]!, b[c + 3]!, b[c + 6]!]))
  return [0, 1, 2].flatMap((row) => columns.map((column) => column[row]!)) as unknown as Matrix
}

function inverse([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g]
  const determinant = a * A + b * B + c * C
  const adjugate = [
    A,
    c * h - b * i,
    b * f - c * e,
    B,
    a * i - c * g,
    c * d - a * f,
    C,
    b * g - a * h,
    a * e - b * d,
  ]
  return adjugate.map((value) => value / determinant) as unknown as Matrix
}

/** From XYZ relative to D50 to linear sRGB. */
export const xyzToSrgb: Matrix = inverse(rgbToXyz(srgbChromaticities))
