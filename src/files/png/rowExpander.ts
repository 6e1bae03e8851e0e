// A row of a PNG in whatever form to RGBA of 8 or 16 bits.
import { damagedPicture } from '../damagedPicture'
import { messages } from '../messages'
import type { PngHeader } from './pngHeader'

/** Writes `count` pixels of a row to `out`, from byte `at` on, `step` bytes apart. */
export type RowExpander = (
  row: Uint8Array,
  count: number,
  out: Uint8ClampedArray | Uint16Array,
  at: number,
  step: number,
) => void

/**
 * The function that reads a picture's rows.
 * @param bits of the samples that it writes; less than the picture's own are rounded
 * @param palette data of PLTE, three bytes a colour
 * @param transparency data of tRNS: alpha by palette index, or the one grey or colour that is transparent
 */
export function rowExpander(
  header: PngHeader,
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
  bits: 8 | 16,
): RowExpander {
  if (header.bitDepth === 8 && bits === 8 && !transparency) {
    if (header.colour === 'rgb-alpha') return copyRgbAlpha
    if (header.colour === 'rgb') return copyRgb
  }
  switch (header.colour) {
    case 'palette':
      return fromPalette(header.bitDepth, palette, transparency, bits)
    case 'grey':
    case 'grey-alpha':
      return fromGrey(header, transparency, bits)
    case 'rgb':
    case 'rgb-alpha':
      return fromRgb(header, transparency, bits)
  }
}

/** The two forms that nearly every picture has, without a call a sample. */
const copyRgbAlpha: RowExpander = (row, count, out, at, step) => {
  if (step === 4) {
    out.set(row, at)
    return
  }
  for (let from = 0; from < count * 4; from += 4, at += step) out.set(row.subarray(from, from + 4), at)
}
const copyRgb: RowExpander = (row, count, out, at, step) => {
  for (let from = 0; from < count * 3; from += 3, at += step) {
    out[at] = row[from] as number
    out[at + 1] = row[from + 1] as number
    out[at + 2] = row[from + 2] as number
    out[at + 3] = 255
  }
}

/** The samples of a row, whole numbers of `bitDepth` bits. */
function sampleReader(bitDepth: PngHeader['bitDepth']): (row: Uint8Array, index: number) => number {
  if (bitDepth === 8) return (row, index) => row[index] as number
  if (bitDepth === 16)
    return (row, index) => ((row[index * 2] as number) << 8) | (row[index * 2 + 1] as number)
  const [perByte, most] = [8 / bitDepth, (1 << bitDepth) - 1]
  return (row, index) => {
    const shift = 8 - bitDepth * ((index % perByte) + 1)
    return ((row[Math.floor(index / perByte)] as number) >> shift) & most
  }
}

/** To 8 or 16 bits, rounded. */
const scaler = (bitDepth: PngHeader['bitDepth'], bits: 8 | 16) => {
  const [from, to] = [2 ** bitDepth - 1, 2 ** bits - 1]
  return from === to ? (sample: number) => sample : (sample: number) => Math.round((sample * to) / from)
}

function fromPalette(
  bitDepth: PngHeader['bitDepth'],
  palette: Uint8Array | undefined,
  transparency: Uint8Array | undefined,
  bits: 8 | 16,
): RowExpander {
  if (!palette || palette.length === 0 || palette.length % 3 !== 0) throw damagedPicture(messages.noPalette())
  const sampleAt = sampleReader(bitDepth)
  const scaled = scaler(8, bits)
  return (row, count, out, at, step) => {
    for (let x = 0; x < count; x++, at += step) {
      const index = sampleAt(row, x)
      if (index * 3 >= palette.length) throw damagedPicture(messages.beyondPalette())
      for (let c = 0; c < 3; c++) out[at + c] = scaled(palette[index * 3 + c] as number)
      out[at + 3] = scaled(transparency?.[index] ?? 255)
    }
  }
}

function fromGrey(
  { colour, bitDepth }: PngHeader,
  transparency: Uint8Array | undefined,
  bits: 8 | 16,
): RowExpander {
  const opaque = 2 ** bits - 1
  const sampleAt = sampleReader(bitDepth)
  const scaled = scaler(bitDepth, bits)
  const samples = colour === 'grey' ? 1 : 2
  const [clear = -1] = colour === 'grey' ? keyOf(transparency, 1) : []
  return (row, count, out, at, step) => {
    for (let x = 0; x < count; x++, at += step) {
      const grey = sampleAt(row, x * samples)
      const value = scaled(grey)
      out[at] = value
      out[at + 1] = value
      out[at + 2] = value
      out[at + 3] = samples === 2 ? scaled(sampleAt(row, x * 2 + 1)) : grey === clear ? 0 : opaque
    }
  }
}

function fromRgb(
  { colour, bitDepth }: PngHeader,
  transparency: Uint8Array | undefined,
  bits: 8 | 16,
): RowExpander {
  const opaque = 2 ** bits - 1
  const sampleAt = sampleReader(bitDepth)
  const scaled = scaler(bitDepth, bits)
  const samples = colour === 'rgb' ? 3 : 4
  const [r = -1, g = -1, b = -1] = colour === 'rgb' ? keyOf(transparency, 3) : []
  return (row, count, out, at, step) => {
    for (let x = 0, from = 0; x < count; x++, from += samples, at += step) {
      const [red, green, blue] = [sampleAt(row, from), sampleAt(row, from + 1), sampleAt(row, from + 2)]
      out[at] = scaled(red)
      out[at + 1] = scaled(green)
      out[at + 2] = scaled(blue)
      const clear = red === r && green === g && blue === b
      out[at + 3] = samples === 4 ? scaled(sampleAt(row, from + 3)) : clear ? 0 : opaque
    }
  }
}

/** The samples that tRNS declares transparent: two bytes each, whatever the depth. */
function keyOf(transparency: Uint8Array | undefined, samples: number): number[] {
  if (!transparency) return []
  if (transparency.length !== samples * 2) throw damagedPicture(messages.otherTransparency())
  return Array.from(
    { length: samples },
    (_, i) => ((transparency[i * 2] as number) << 8) | (transparency[i * 2 + 1] as number),
  )
}
