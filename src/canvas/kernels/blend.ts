// Blend modes of layers, as "Compositing and Blending Level 1" (W3C) and PDF define them; the browser's canvas knows them by these names.

export const blendModes = [
  'normal',
  'darken',
  'multiply',
  'color-burn',
  'lighten',
  'screen',
  'color-dodge',
  'overlay',
  'soft-light',
  'hard-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const
export type BlendMode = (typeof blendModes)[number]

/** A colour as red, green and blue, 0 to 1. */
type Rgb = [red: number, green: number, blue: number]

/** What a channel of the backdrop and one of the source give, 0 to 1. */
const separable: Partial<Record<BlendMode, (backdrop: number, source: number) => number>> = {
  darken: Math.min,
  multiply: (backdrop, source) => backdrop * source,
  'color-burn': (backdrop, source) =>
    backdrop === 1 ? 1 : source === 0 ? 0 : 1 - Math.min(1, (1 - backdrop) / source),
  lighten: Math.max,
  screen,
  'color-dodge': (backdrop, source) =>
    backdrop === 0 ? 0 : source === 1 ? 1 : Math.min(1, backdrop / (1 - source)),
  overlay: (backdrop, source) => hardLight(source, backdrop),
  'soft-light': softLight,
  'hard-light': hardLight,
  difference: (backdrop, source) => Math.abs(backdrop - source),
  exclusion: (backdrop, source) => backdrop + source - 2 * backdrop * source,
}

/** What a colour of the backdrop and one of the source give. */
const nonSeparable: Partial<Record<BlendMode, (backdrop: Rgb, source: Rgb) => Rgb>> = {
  hue: (backdrop, source) => withLum(withSat(source, satOf(backdrop)), lumOf(backdrop)),
  saturation: (backdrop, source) => withLum(withSat(backdrop, satOf(source)), lumOf(backdrop)),
  color: (backdrop, source) => withLum(source, lumOf(backdrop)),
  luminosity: (backdrop, source) => withLum(backdrop, lumOf(source)),
}

function screen(backdrop: number, source: number): number {
  return backdrop + source - backdrop * source
}

function hardLight(backdrop: number, source: number): number {
  return source <= 0.5 ? backdrop * 2 * source : screen(backdrop, 2 * source - 1)
}

function softLight(backdrop: number, source: number): number {
  if (source <= 0.5) return backdrop - (1 - 2 * source) * backdrop * (1 - backdrop)
  const curve = backdrop <= 0.25 ? ((16 * backdrop - 12) * backdrop + 4) * backdrop : Math.sqrt(backdrop)
  return backdrop + (2 * source - 1) * (curve - backdrop)
}

const lumOf = ([red, green, blue]: Rgb) => 0.3 * red + 0.59 * green + 0.11 * blue
const satOf = (colour: Rgb) => Math.max(...colour) - Math.min(...colour)

/** The colour with another luminosity; what leaves the range is drawn towards grey. */
function withLum(colour: Rgb, lum: number): Rgb {
  const by = lum - lumOf(colour)
  const moved = colour.map((channel) => channel + by)
  const [least, most] = [Math.min(...moved), Math.max(...moved)]
  return moved.map((channel) => {
    let clipped = channel
    if (least < 0) clipped = lum + ((clipped - lum) * lum) / (lum - least)
    if (most > 1) clipped = lum + ((clipped - lum) * (1 - lum)) / (most - lum)
    return clipped
  }) as Rgb
}

/** The colour with another saturation, its least channel at 0. */
function withSat(colour: Rgb, saturation: number): Rgb {
  const [least, range] = [Math.min(...colour), satOf(colour)]
  return colour.map((channel) => (range === 0 ? 0 : ((channel - least) * saturation) / range)) as Rgb
}

/**
 * Lays a picture over another one, in place: RGBA bytes, alpha not premultiplied. Where nothing lies below, or an opaque one is laid over as
 * it is, bytes come through unchanged.
 * @param opacity of the upper picture, 0 to 1
 */
export function blendOver(
  under: Uint8ClampedArray,
  over: Uint8ClampedArray,
  opacity: number,
  mode: BlendMode = 'normal',
): void {
  if (mode === 'normal') sourceOver(under, over, opacity)
  else blendWith(mode, under, over, opacity)
}

/** Source-over (Porter & Duff 1984). */
function sourceOver(under: Uint8ClampedArray, over: Uint8ClampedArray, opacity: number): void {
  for (let at = 0; at < under.length; at += 4) {
    const alpha = ((over[at + 3] as number) / 255) * opacity
    if (alpha === 0) continue
    const below = alpha === 1 ? 0 : ((under[at + 3] as number) / 255) * (1 - alpha)
    const sum = alpha + below
    if (below === 0) {
      under[at] = over[at] as number
      under[at + 1] = over[at + 1] as number
      under[at + 2] = over[at + 2] as number
    } else
      for (let c = at; c < at + 3; c++)
        under[c] = ((over[c] as number) * alpha + (under[c] as number) * below) / sum
    under[at + 3] = sum * 255
  }
}

function blendWith(
  mode: BlendMode,
  under: Uint8ClampedArray,
  over: Uint8ClampedArray,
  opacity: number,
): void {
  const perChannel = separable[mode]
  const perColour = nonSeparable[mode]
  const mixed: Rgb = [0, 0, 0]
  const [backdrop, source]: [Rgb, Rgb] = [
    [0, 0, 0],
    [0, 0, 0],
  ]
  for (let at = 0; at < under.length; at += 4) {
    const alpha = (over[at + 3]! / 255) * opacity
    if (alpha === 0) continue
    const below = under[at + 3]! / 255
    const sum = alpha + below * (1 - alpha)
    if (below === 0) {
      for (let c = 0; c < 3; c++) under[at + c] = over[at + c]!
      under[at + 3] = sum * 255
      continue
    }
    for (let c = 0; c < 3; c++) {
      backdrop[c] = under[at + c]! / 255
      source[c] = over[at + c]! / 255
    }
    if (perChannel) for (let c = 0; c < 3; c++) mixed[c] = perChannel(backdrop[c]!, source[c]!)
    const blended = perChannel ? mixed : perColour ? perColour(backdrop, source) : source
    for (let c = 0; c < 3; c++) {
      const own = source[c]! * (1 - below) + blended[c]! * below
      under[at + c] = (255 * (own * alpha + backdrop[c]! * below * (1 - alpha))) / sum
    }
    under[at + 3] = sum * 255
  }
}
