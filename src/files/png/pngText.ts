// Texts inside a PNG (W3C PNG, third edition, 11.3.3): tEXt (Latin-1), zTXt (the same, compressed), iTXt (UTF-8).
import { inflate } from '../compression'
import { damagedPicture } from '../damagedPicture'
import { plainText } from '../exif'
import { messages } from '../messages'
import type { PngChunk } from './pngChunks'

/** What a compressed text may hold; real ones hold a few kilobytes. */
const limitBytes = 16_000_000

/**
 * The texts of a picture by keyword ("parameters", "Title", ...); of a keyword that comes twice, the first. One that is damaged is left
 * out: the picture is what it is.
 */
export async function readPngText(chunks: readonly PngChunk[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const chunk of chunks) {
    if (!/^[tzi]TXt$|^tEXt$/.test(chunk.type)) continue
    const [keyword, text] = await readOne(chunk).catch(() => [])
    if (keyword !== undefined && text !== undefined && !texts.has(keyword)) texts.set(keyword, text)
  }
  return texts
}

async function readOne({ type, data }: PngChunk): Promise<[keyword: string, text: string]> {
  const [keyword, rest] = split(data, type)
  const name = fromLatin1(keyword)
  if (name.length === 0 || name.length > 79) throw damagedPicture(messages.noKeyword({ chunk: type }))
  // Latin-1 by the format; many programs write UTF-8 all the same, which Latin-1 texts hardly ever look like.
  if (type === 'tEXt') return [name, plainText(rest)]
  if (type === 'zTXt') {
    if (rest[0] !== 0) throw damagedPicture(messages.unknownZtxt())
    return [name, plainText(await inflate(rest.slice(1), limitBytes))]
  }
  const [compressed, method] = rest
  if (compressed === undefined || compressed > 1 || (compressed === 1 && method !== 0))
    throw damagedPicture(messages.unknownItxt())
  // Language and translated keyword come next; neither is of use here.
  const [, afterLanguage] = split(rest.subarray(2), type)
  const [, text] = split(afterLanguage, type)
  return [name, fromUtf8(compressed === 1 ? await inflate(text.slice(), limitBytes) : text)]
}

/** What lies before the first zero byte, and what lies behind it. */
function split(data: Uint8Array<ArrayBuffer>, type: string) {
  const end = data.indexOf(0)
  if (end < 0) throw damagedPicture(messages.chunkEndsTooEarly({ chunk: type }))
  return [data.subarray(0, end), data.subarray(end + 1)] as const
}

function fromLatin1(bytes: Uint8Array): string {
  let text = ''
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}

function fromUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw damagedPicture(messages.textNotUtf8(), { cause: error })
  }
}

/** A text as a chunk: tEXt where every character is in Latin-1, as Pillow and the programs that use it do it, else iTXt. */
export function pngTextChunk(keyword: string, text: string): PngChunk {
  const latin1 = [...text].every((character) => {
    const code = character.codePointAt(0) as number
    return code === 10 || (code >= 32 && code < 127) || (code >= 160 && code < 256)
  })
  // Latin-1 that looks like UTF-8 would be read as that.
  return latin1 && plainText(latin1Bytes(text)) === text
    ? { type: 'tEXt', data: latin1Bytes(`${keyword}\0${text}`) }
    : pngUtf8Chunk(keyword, text)
}

/** A text as an iTXt chunk, not compressed. A zero character, which no text chunk can hold, is left out. */
export function pngUtf8Chunk(keyword: string, text: string): PngChunk {
  const head = latin1Bytes(`${keyword}\0\0\0\0\0`)
  const body = new TextEncoder().encode(text.replaceAll('\0', ''))
  const data = new Uint8Array(head.length + body.length)
  data.set(head)
  data.set(body, head.length)
  return { type: 'iTXt', data }
}

const latin1Bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
