// Zip archives, through fflate.
import { Unzlib, unzipSync, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { PalimpsestError } from '../../shared/errors'
import { messages } from '../messages'

export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** PNGs are compressed already. */
  readonly compress: boolean
}

/** Writes an archive; entries are taken as they come, so that only one has to be in memory at a time. */
export async function writeZip(entries: AsyncIterable<ZipEntry>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, part) => {
    if (error) throw error
    parts.push(part)
  })
  for await (const { name, bytes, compress } of entries) {
    const file = compress ? new ZipDeflate(name) : new ZipPassThrough(name)
    zip.add(file)
    file.push(bytes, true)
  }
  zip.end()
  return new Blob(parts, { type: 'application/zip' })
}

/**
 * Reads one entry of an archive; undefined where it has none of that name.
 * @param limitBytes what the entry may hold by the archive's own account, beyond which nothing is unpacked
 * @throws PalimpsestError('project') when the archive is damaged or the entry too large.
 */
export function readZipEntry(
  archive: Uint8Array<ArrayBuffer>,
  name: string,
  limitBytes: number,
): Uint8Array<ArrayBuffer> | undefined {
  let found = false
  let size = 0
  const files = attempt(() =>
    unzipSync(archive, {
      filter: (file) => {
        // Of two entries of one name the first counts, whatever the second holds.
        if (file.name !== name || found) return false
        found = true
        size = file.originalSize
        return size <= limitBytes
      },
    }),
  )
  if (size > limitBytes)
    throw new PalimpsestError(messages.unpacksTooLarge({ name, size: Math.round(size / 1e6) }))
  return files[name] as Uint8Array<ArrayBuffer> | undefined
}

function attempt<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new PalimpsestError(messages.damagedProject(), { cause: error })
  }
}

/**
 * The first bytes of a zlib stream, up to `length` of them, whatever follows.
 * @param partly whether fewer will do, where the stream ends or is damaged before
 * @throws PalimpsestError('image') when they are damaged.
 */
export function inflateTolerantly(
  bytes: Uint8Array,
  length: number,
  { partly = false }: { readonly partly?: boolean } = {},
): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length)
  let filled = 0
  const stream = new Unzlib((part) => {
    out.set(part.subarray(0, length - filled), filled)
    filled = Math.min(length, filled + part.length)
  })
  try {
    // Of a slice in which something is wrong nothing is given out.
    const step = partly ? shortSliceBytes : sliceBytes
    for (let at = 0; at < bytes.length; at += step) {
      // A stream that is told to be at its end gives nothing where it is not.
      stream.push(bytes.subarray(at, at + step), !partly && at + step >= bytes.length)
      if (filled === length) break
    }
  } catch (error) {
    if (filled < length && !partly)
      throw new PalimpsestError(messages.damagedCompression(), {
        cause: error,
      })
  }
  return out.subarray(0, filled)
}

/** What is unpacked beyond what is wanted is at most a thousand times this. */
const sliceBytes = 16_384
const shortSliceBytes = 64
