// Settings that A1111's "stealth pnginfo" and NovelAI hide in the pixels, where sites that drop a picture's texts leave them: in the
// lowest bit of alpha, or of red, green and blue, column by column. A name comes first, then the number of bits, then the text.
import { isRecord } from '../shared/isRecord'
import { gunzip } from './compression'
import type { Samples } from './colour/toSrgb'
import { parseLoose } from './recipe-text/looseJson'

/** Keyword of the hidden text as a whole. */
export const hiddenText = 'stealth_pnginfo'

const forms = [
  { name: 'stealth_pnginfo', channels: [3], compressed: false },
  { name: 'stealth_pngcomp', channels: [3], compressed: true },
  { name: 'stealth_rgbinfo', channels: [0, 1, 2], compressed: false },
  { name: 'stealth_rgbcomp', channels: [0, 1, 2], compressed: true },
] as const

/** What a text may hold; real ones hold a few kilobytes. */
const limitBytes = 16_000_000

/**
 * Takes out of a picture what is hidden in it, by keyword: the whole text, and where that is JSON, as NovelAI's, each of its entries. Empty
 * where there is nothing, which the first few pixels tell, and where it is damaged. Afterwards the bits that it was in are all 1, so
 * that the picture is as opaque as it was meant to be and does not tell its settings where it is saved without them.
 * @param samples as they are stored; changed in place
 */
export async function takeHiddenTexts(samples: Samples): Promise<ReadonlyMap<string, string>> {
  const form = forms.find(({ name, channels }) => {
    const byteAt = lowestBits(samples, channels)
    return [...name].every((character, at) => byteAt(at) === character.charCodeAt(0))
  })
  if (!form) return new Map()
  const byteAt = lowestBits(samples, form.channels)
  const start = form.name.length + 4
  const bits = [0, 1, 2, 3].reduce((sum, at) => sum * 256 + byteAt(form.name.length + at), 0)
  const length = Math.floor(bits / 8)
  const room = (samples.width * samples.height * form.channels.length) / 8 - start
  const isWhole = length <= Math.min(room, limitBytes)
  const bytes = Uint8Array.from({ length: isWhole ? length : 0 }, (_, at) => byteAt(start + at))
  setLowestBits(samples, form.channels)
  if (!isWhole) return new Map()
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      form.compressed ? await gunzip(bytes, limitBytes) : bytes,
    )
    return new Map([[hiddenText, text], ...entriesOf(text)])
  } catch {
    return new Map()
  }
}

/** Reads bytes, the highest bit first, from the lowest bits of some channels. */
const lowestBits =
  ({ width, height, data }: Samples, channels: readonly number[]) =>
  (at: number): number => {
    let byte = 0
    for (let bit = at * 8; bit < at * 8 + 8; bit++) {
      const pixel = Math.floor(bit / channels.length)
      const place = (pixel % height) * width + Math.floor(pixel / height)
      byte = byte * 2 + ((data[place * 4 + channels[bit % channels.length]!] ?? 0) & 1)
    }
    return byte
  }

function setLowestBits({ data }: Samples, channels: readonly number[]): void {
  for (let pixel = 0; pixel < data.length; pixel += 4)
    for (const channel of channels) data[pixel + channel]! |= 1
}

function entriesOf(text: string): [keyword: string, text: string][] {
  const json = parseLoose(text)
  if (!isRecord(json)) return []
  return Object.entries(json).map(([key, value]) => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
}
