// BMP (Windows' bitmap, OS/2's, with the headers of 12 to 124 bytes) to its stored numbers: 1 to 8 bits of a palette, plain or run-length
// encoded, and 16 to 32 bits by masks. Browsers decode it, and the runner's decoder does not: so there is one for both.
import type { Samples } from '../colour/toSrgb'
import { damagedPicture } from '../damagedPicture'
import { messages } from '../messages'

export interface BmpHeader {
  readonly width: number
  readonly height: number
  /** Rows are stored from the top. */
  readonly topDown: boolean
  readonly bits: number
  readonly compression: number
  readonly masks: readonly number[]
  /** Red, green, blue by index. */
  readonly palette: Uint8Array
  readonly pixelsAt: number
}

/** Of `compression`. */
const RLE8 = 1
const RLE4 = 2
const BITFIELDS = 3
const ALPHA_BITFIELDS = 6
const usualMasks: Readonly<Record<number, readonly number[]>> = {
  16: [0x7c00, 0x03e0, 0x001f, 0],
  24: [0xff0000, 0x00ff00, 0x0000ff, 0],
  32: [0xff0000, 0x00ff00, 0x0000ff, 0],
}

/** @throws PalimpsestError('image') when it is damaged or of a form that has no decoder. */
export function readBmpHeader(bytes: Uint8Array): BmpHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 26) throw damagedPicture(messages.endsTooEarly())
  const headerBytes = view.getUint32(14, true)
  const isOld = headerBytes === 12
  if (bytes.length < 14 + headerBytes) throw damagedPicture(messages.endsTooEarly())
  const field = (at: number) => (at + 4 <= 14 + headerBytes ? view.getUint32(at, true) : 0)
  const width = isOld ? view.getUint16(18, true) : view.getInt32(18, true)
  const rows = isOld ? view.getUint16(20, true) : view.getInt32(22, true)
  const bits = view.getUint16(isOld ? 24 : 28, true)
  const compression = isOld ? 0 : field(30)
  const [isMasked, isAlpha] = [
    compression === BITFIELDS || compression === ALPHA_BITFIELDS,
    compression === ALPHA_BITFIELDS,
  ]
  if (width <= 0 || rows === 0) throw damagedPicture(messages.otherSize({ width, height: rows }))
  const fits =
    (compression === 0 && [1, 2, 4, 8, 16, 24, 32].includes(bits)) ||
    (compression === RLE8 && bits === 8) ||
    (compression === RLE4 && bits === 4) ||
    (isMasked && (bits === 16 || bits === 32))
  if (!fits) throw damagedPicture(messages.unknownBmp({ bits, compression }))
  // Headers of 40 bytes have the masks behind them, later ones within.
  const maskBytes = headerBytes === 40 && isMasked ? (isAlpha ? 16 : 12) : 0
  const masks = isMasked
    ? [54, 58, 62]
        .map((at) => view.getUint32(at, true))
        .concat(isAlpha || headerBytes >= 56 ? view.getUint32(66, true) : 0)
    : (usualMasks[bits] ?? [])
  const pixelsAt = view.getUint32(10, true)
  const paletteAt = 14 + headerBytes + maskBytes
  const entry = isOld ? 3 : 4
  const colours =
    bits > 8 ? 0 : Math.min(field(46) || 2 ** bits, 2 ** bits, Math.floor((pixelsAt - paletteAt) / entry))
  const palette = new Uint8Array(3 * 2 ** Math.min(bits, 8))
  for (let at = 0; at < colours; at++)
    for (let channel = 0; channel < 3; channel++)
      palette[3 * at + channel] = bytes[paletteAt + entry * at + 2 - channel] ?? 0
  return { width, height: Math.abs(rows), topDown: rows < 0, bits, compression, masks, palette, pixelsAt }
}

/**
 * The stored numbers of a BMP, RGBA. Rows that are missing are transparent.
 * @returns `isCut`: the file ends before its pixels do
 * @throws PalimpsestError('image') where all of them are missing
 */
export function decodeBmp(
  bytes: Uint8Array,
  header: BmpHeader,
): { readonly samples: Samples; readonly isCut: boolean } {
  const { width, height, topDown, compression } = header
  const data = new Uint8ClampedArray(4 * width * height).fill(255)
  /** Where a row begins that is the n-th in the file. */
  const rowAt = (row: number) => 4 * width * (topDown ? row : height - 1 - row)
  const isRuns = compression === RLE8 || compression === RLE4
  const rows = isRuns ? decodeRuns(bytes, header, data, rowAt) : rowsIn(bytes, header)
  if (rows === 0) throw damagedPicture(messages.endsTooEarly())
  if (!isRuns && header.bits <= 8) decodeIndices(bytes, { ...header, height: rows }, data, rowAt)
  else if (!isRuns) decodeMasked(bytes, { ...header, height: rows }, data, rowAt)
  for (let row = rows; row < height; row++) data.fill(0, rowAt(row), rowAt(row) + 4 * width)
  return { samples: { width, height, data, model: 'rgb' }, isCut: rows < height }
}

type RowAt = (row: number) => number

/** Bytes of a row, which is filled up to a multiple of four. */
const strideOf = ({ width, bits }: BmpHeader): number => 4 * Math.ceil((width * bits) / 32)

/** How many rows are there. The filling of the last one may be missing. */
function rowsIn({ length }: Uint8Array, header: BmpHeader): number {
  const stride = strideOf(header)
  const filling = stride - Math.ceil((header.width * header.bits) / 8)
  return Math.min(header.height, Math.max(0, Math.floor((length - header.pixelsAt + filling) / stride)))
}

function decodeIndices(bytes: Uint8Array, header: BmpHeader, data: Uint8ClampedArray, rowAt: RowAt): void {
  const { width, height, bits, palette, pixelsAt } = header
  const [stride, mask] = [strideOf(header), 2 ** bits - 1]
  for (let row = 0; row < height; row++)
    for (let x = 0, to = rowAt(row); x < width; x++, to += 4) {
      const bit = x * bits
      const index = (bytes[pixelsAt + row * stride + (bit >> 3)]! >> (8 - bits - (bit & 7))) & mask
      for (let channel = 0; channel < 3; channel++) data[to + channel] = palette[3 * index + channel]!
    }
}

function decodeMasked(bytes: Uint8Array, header: BmpHeader, data: Uint8ClampedArray, rowAt: RowAt): void {
  const { width, height, bits, masks, pixelsAt } = header
  const stride = strideOf(header)
  const channels = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
    return { mask, shift, most: mask >>> shift }
  })
  let seen = false
  for (let row = 0; row < height; row++)
    for (let x = 0, to = rowAt(row); x < width; x++, to += 4) {
      const from = pixelsAt + row * stride + (x * bits) / 8
      let value = 0
      for (let at = bits / 8 - 1; at >= 0; at--) value = value * 256 + bytes[from + at]!
      for (const [channel, { mask, shift, most }] of channels.entries())
        if (most > 0) data[to + channel] = Math.round((255 * ((value & mask) >>> shift)) / most)
      seen ||= data[to + 3] !== 0
    }
  // An alpha that is zero everywhere was never written.
  if (!seen) for (let at = 3; at < data.length; at += 4) data[at] = 255
}

/**
 * Pairs of a count and a colour, or 0 and what to do. What no run covers has the first colour.
 * @returns how many rows are there: all, unless the file ends first
 */
function decodeRuns(bytes: Uint8Array, header: BmpHeader, data: Uint8ClampedArray, rowAt: RowAt): number {
  const { width, height, palette, compression } = header
  const indices = new Uint8Array(width * height)
  const isHalf = compression === RLE4
  let [at, x, row] = [header.pixelsAt, 0, 0]
  const put = (index: number) => {
    if (x < width && row < height) indices[row * width + x] = index
    x += 1
  }
  for (;;) {
    // Some writers leave out the end.
    if (at + 2 > bytes.length) break
    const [count, value] = [bytes[at]!, bytes[at + 1]!]
    at += 2
    if (count > 0) {
      for (let i = 0; i < count; i++) put(isHalf ? (i % 2 === 0 ? value >> 4 : value & 15) : value)
    } else if (value === 0) {
      ;[x, row] = [0, row + 1]
    } else if (value === 1) {
      row = height
      break
    } else if (value === 2) {
      if (at + 2 > bytes.length) break
      x += bytes[at]!
      row += bytes[at + 1]!
      at += 2
    } else {
      const length = isHalf ? Math.ceil(value / 2) : value
      if (at + length > bytes.length) break
      for (let i = 0; i < value; i++)
        put(isHalf ? (i % 2 === 0 ? bytes[at + (i >> 1)]! >> 4 : bytes[at + (i >> 1)]! & 15) : bytes[at + i]!)
      at += length + (length & 1)
    }
  }
  for (let from = 0; from < indices.length; from++) {
    const to = rowAt(Math.floor(from / width)) + 4 * (from % width)
    for (let channel = 0; channel < 3; channel++) data[to + channel] = palette[3 * indices[from]! + channel]!
  }
  return Math.min(height, x >= width ? row + 1 : row)
}
