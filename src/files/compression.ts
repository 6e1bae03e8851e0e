// Deflate. The browser's own streams work off the page's thread; Node has the same ones.
import { PalimpsestError } from '../shared/errors'
import { messages } from './messages'
import { inflateTolerantly } from './project/zip'

/** Compresses to the zlib format (RFC 1950). Parts are taken as they come, so that the caller can make them bit by bit. */
export async function deflate(
  parts: AsyncIterable<Uint8Array<ArrayBuffer>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new CompressionStream('deflate')
  const output = collect(stream.readable, Infinity)
  const writer = stream.writable.getWriter()
  for await (const part of parts) {
    await writer.ready
    // Its failure is that of `output`, which is awaited below.
    writer.write(part).catch(() => {})
  }
  await writer.close()
  return output
}

/**
 * Reads the zlib format.
 * @param limitBytes what it may hold: more is refused as soon as it comes, however small the file
 * @throws PalimpsestError('image') when it is damaged, cut short or larger.
 */
export const inflate = (
  bytes: Uint8Array<ArrayBuffer>,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer>> => decompress('deflate', bytes, limitBytes)

/** Reads the gzip format (RFC 1952), as `inflate` does. */
export const gunzip = (
  bytes: Uint8Array<ArrayBuffer>,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer>> => decompress('gzip', bytes, limitBytes)

async function decompress(
  format: CompressionFormat,
  bytes: Uint8Array<ArrayBuffer>,
  limitBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format))
  try {
    return await collect(stream, limitBytes)
  } catch (error) {
    throw new PalimpsestError(messages.damagedCompression(), {
      cause: error,
    })
  }
}

/**
 * The first `length` bytes of what is compressed, or all where there are fewer. What lies behind them, in the stream or in the file, is
 * no picture's: decoders overlook it.
 * @param partly whether what comes before a damage will do
 * @throws PalimpsestError('image') when what comes before is damaged.
 */
export async function inflateRows(
  bytes: Uint8Array<ArrayBuffer>,
  length: number,
  options: { readonly partly?: boolean } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await inflate(bytes, length)
  } catch {
    // The browser's stream drops what it had made when something is wrong at the end; this one is slower and keeps it.
    return inflateTolerantly(bytes, length, options)
  }
}

async function collect(stream: ReadableStream<Uint8Array>, limitBytes: number) {
  const parts: Uint8Array[] = []
  let length = 0
  const reader = stream.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    if (length > limitBytes) {
      await reader.cancel()
      throw new RangeError(`more than ${limitBytes} bytes`)
    }
    parts.push(value)
  }
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
