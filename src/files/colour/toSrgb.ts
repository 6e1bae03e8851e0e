// What a picture's numbers mean, and the same colours as sRGB in 8 bits.
import type { Pixels } from '../../shared/pixels'
import {
  product,
  rgbToXyz,
  srgbTransfer,
  times,
  xyzToSrgb,
  type ColourSpace,
  type Matrix,
} from './colourSpace'
import { readIccProfile } from './iccProfile'

/** What a picture says of its colours; nothing where they are sRGB, as nearly all are. */
export type PictureColour =
  | { readonly kind: 'profile'; readonly bytes: Uint8Array }
  | { readonly kind: 'space'; readonly space: ColourSpace }
  | undefined

/** Four samples a pixel, of 8 or 16 bits: red, green, blue, alpha, or the inks cyan, magenta, yellow, black. */
export interface Samples {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer> | Uint16Array<ArrayBuffer>
  readonly model: 'rgb' | 'grey' | 'cmyk'
}

/** Writes the sRGB colour of the pixel at `at` to `out`. */
type Translate = (data: Samples['data'], at: number, out: Uint8ClampedArray) => void

/** Pixels between two pauses, in which the page can answer to the hand. */
const sliceLength = 1_000_000

/**
 * Opaque inks or RGB with its alpha, as sRGB in 8 bits, rounded.
 * @param samples those of 8 bits are translated in place
 */
export async function toSrgb(samples: Samples, colour: PictureColour): Promise<Pixels> {
  const { width, height, data, model } = samples
  const translate = translationOf(samples, colour)
  const out = data instanceof Uint16Array ? new Uint8ClampedArray(data.length) : data
  if (!translate) return { width, height, data: data instanceof Uint16Array ? narrowed(data, out) : data }
  for (let start = 0; start < data.length; start += sliceLength * 4) {
    const end = Math.min(data.length, start + sliceLength * 4)
    for (let at = start; at < end; at += 4) {
      translate(data, at, out)
      if (model === 'cmyk') out[at + 3] = 255
      else if (data instanceof Uint16Array) out[at + 3] = Math.round(data[at + 3]! / 257)
    }
    if (end < data.length) await new Promise((resolve) => setTimeout(resolve))
  }
  return { width, height, data: out }
}

function narrowed(data: Uint16Array, out: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> {
  for (let at = 0; at < data.length; at++) out[at] = Math.round(data[at]! / 257)
  return out
}

/** Undefined where the numbers are sRGB already. A profile that is damaged, or one of other samples, says nothing. */
function translationOf(samples: Samples, colour: PictureColour): Translate | undefined {
  const most = samples.data instanceof Uint16Array ? 65535 : 255
  const found = colour && wanted(samples, colour, most)
  if (!found) return samples.model === 'cmyk' ? plainInks : undefined
  return samples.model !== 'cmyk' && changesNothing(found, most) ? undefined : found
}

function wanted({ model }: Samples, colour: NonNullable<PictureColour>, most: number): Translate | undefined {
  if (colour.kind === 'space') {
    const { chromaticities, transfer } = colour.space
    if (model === 'cmyk') return undefined
    return throughMatrix([transfer, transfer, transfer], rgbToXyz(chromaticities), most)
  }
  const profile = readIccProfile(colour.bytes)
  if (profile?.kind === 'grey' && model === 'grey') return throughGrey(profile.curve, most)
  if (profile?.kind === 'matrix' && model === 'rgb') return throughMatrix(profile.curves, profile.toXyz, most)
  if (profile?.kind === 'table' && profile.inputs === { grey: 1, rgb: 3, cmyk: 4 }[model])
    return throughTable(profile.toXyz, profile.inputs, most)
  return undefined
}

type Curve = (sample: number) => number
const tableOf = (curve: Curve, most: number) =>
  Float64Array.from({ length: most + 1 }, (_, value) => curve(value / most))

function throughMatrix(curves: readonly [Curve, Curve, Curve], toXyz: Matrix, most: number): Translate {
  const [red, green, blue] = curves.map((curve) => tableOf(curve, most)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const m = product(xyzToSrgb, toXyz)
  return (data, at, out) => {
    const [r, g, b] = [red[data[at]!]!, green[data[at + 1]!]!, blue[data[at + 2]!]!]
    out[at] = encoded(m[0] * r + m[1] * g + m[2] * b)
    out[at + 1] = encoded(m[3] * r + m[4] * g + m[5] * b)
    out[at + 2] = encoded(m[6] * r + m[7] * g + m[8] * b)
  }
}

function throughGrey(curve: Curve, most: number): Translate {
  const table = tableOf(curve, most).map(encoded)
  return (data, at, out) => {
    const grey = table[data[at]!]!
    out[at] = grey
    out[at + 1] = grey
    out[at + 2] = grey
  }
}

function throughTable(
  toXyz: (device: readonly number[]) => [number, number, number],
  inputs: number,
  most: number,
): Translate {
  // Neighbours are often alike.
  let last: readonly number[] = []
  let found: readonly number[] = []
  return (data, at, out) => {
    if (last.length === 0 || last.some((value, i) => value !== data[at + i])) {
      last = Array.from({ length: inputs }, (_, i) => data[at + i]!)
      found = times(xyzToSrgb, toXyz(last.map((value) => value / most))).map(encoded)
    }
    for (let c = 0; c < 3; c++) out[at + c] = found[c]!
  }
}

/** Inks of no profile, as programs without colour management show them. */
const plainInks: Translate = (data, at, out) => {
  const black = 255 - data[at + 3]!
  for (let c = 0; c < 3; c++) out[at + c] = Math.round(((255 - data[at + c]!) * black) / 255)
}

/** Fine enough for the steep beginning of sRGB's curve: a step is a tenth of a level there. */
const fineness = 2 ** 16
const levels = Float64Array.from({ length: fineness + 1 }, (_, at) =>
  Math.round(255 * srgbEncoded(at / fineness)),
)

const encoded = (light: number): number =>
  light <= 0 ? 0 : light >= 1 ? 255 : levels[Math.round(light * fineness)]!

/** The inverse of `srgbTransfer`. */
function srgbEncoded(light: number): number {
  return light <= srgbTransfer(0.04045) ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055
}

/** Whether colours stay what they are, but for a rounding: what is called sRGB in so many profiles. */
function changesNothing(translate: Translate, most: number): boolean {
  const grid = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1].map((share) => Math.round(share * most))
  const out = new Uint8ClampedArray(4)
  return grid.every((r) =>
    grid.every((g) =>
      grid.every((b) => {
        const data = Uint16Array.of(r, g, b, 0)
        translate(data, 0, out)
        return [0, 1, 2].every((c) => Math.abs(out[c]! - (data[c]! * 255) / most) <= 1.01)
      }),
    ),
  )
}
