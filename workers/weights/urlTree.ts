// Checkpoints behind an address, read by HTTP range requests (RFC 9110, section 14).
import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource, FileTree } from './byteSource'
import { blobSource } from './blobSource'
import { bytesSource } from './bytesSource'
import { changedWhileRead, checkRange } from './checkRange'
import { messages } from './messages'
import { pathSegments } from './pathSegments'

/** The first request of a file brings this much: enough for every configuration file, and for most headers' beginning. */
const FIRST_BYTES = 65_536

export interface UrlTreeOptions {
  /** For messages; the address otherwise. */
  readonly label?: string
  /** Sent with every request, such as an `Authorization` for a gated repository. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The files below an address. Each opening asks the server; what it answers is not kept. */
export function urlTree(base: string, { label = base, headers = {} }: UrlTreeOptions = {}): FileTree {
  const root = base.replace(/\/*$/, '')
  return {
    label,
    open: (path) => openUrl(`${root}/${pathSegments(path).map(encodeURIComponent).join('/')}`, path, headers),
  }
}

/**
 * One file behind an address, or undefined where the server has none (404, 410, or a page in its place, as servers of
 * single-page programs answer). `name` is for messages. A server that ignores Range sends the whole file, which is then kept.
 * @throws PalimpsestError('weights') when the server cannot be reached, refuses, or hides the file's size.
 */
export async function openUrl(
  url: string,
  name: string = url,
  headers: Readonly<Record<string, string>> = {},
): Promise<ByteSource | undefined> {
  const response = await request({ url, name, headers, start: 0, end: FIRST_BYTES })
  const isPage = /^text\/html\b/i.test(response.headers.get('content-type') ?? '') && !/\.html?$/.test(name)
  if (response.status === 404 || response.status === 410 || (response.ok && isPage)) {
    await response.body?.cancel()
    return undefined
  }
  if (response.status === 200) return blobSource(name, await bodyOf(response, name))
  // No byte range of an empty file can be satisfied.
  if (response.status === 416 && response.headers.get('content-range')?.trim() === 'bytes */0')
    return bytesSource(name, new Uint8Array())
  if (response.status !== 206) throw refused(name, response.status)

  const first = await partOf(response, name, { start: 0 })
  const { size } = first
  const etag = response.headers.get('etag')
  return {
    name,
    size,
    external: { kind: 'url', url, headers },
    async read(start, end) {
      checkRange({ name, size }, start, end)
      if (end <= first.bytes.length) return first.bytes.slice(start, end)
      const answer = await request({ url, name, headers, start, end })
      if (answer.ok && answer.headers.get('etag') !== etag) throw changedWhileRead(name)
      // Ranges are optional: a cache may answer with the whole file even though the server did not.
      if (answer.status === 200) {
        const blob = await bodyOf(answer, name)
        if (blob.size !== size) throw changedWhileRead(name)
        return blobSource(name, blob).read(start, end)
      }
      if (answer.status !== 206) throw refused(name, answer.status)
      const part = await partOf(answer, name, { start })
      if (part.size !== size || part.bytes.length !== end - start) throw changedWhileRead(name)
      return part.bytes
    },
  }
}

interface RangeRequest {
  readonly url: string
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  readonly start: number
  readonly end: number
}

/**
 * `Range: bytes=a-b` is a header that needs no CORS preflight, and makes the browser ask for the identity encoding. Parts are
 * kept out of the browser's cache: where the server compresses whole files, it would join raw parts and compressed ones.
 */
async function request({ url, name, headers, start, end }: RangeRequest): Promise<Response> {
  try {
    return await fetch(url, {
      cache: 'no-store',
      headers: { ...headers, Range: `bytes=${start}-${end - 1}` },
    })
  } catch (cause) {
    throw new PalimpsestError(messages.unreachable({ name }), { cause })
  }
}

const bodyOf = (response: Response, name: string): Promise<Blob> =>
  response.blob().catch((cause: unknown) => {
    throw new PalimpsestError(messages.brokeOff({ name }), { cause })
  })

/** The bytes of a 206 answer and the file's size, both held against its Content-Range. */
async function partOf(
  response: Response,
  name: string,
  { start }: { start: number },
): Promise<{ bytes: Uint8Array<ArrayBuffer>; size: number }> {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get('content-range')?.trim() ?? '')
  if (!range) {
    await response.body?.cancel()
    throw new PalimpsestError(messages.rangeHidden({ name }))
  }
  const [from, last, size] = range.slice(1).map(Number) as [number, number, number]
  const bytes = new Uint8Array(await (await bodyOf(response, name)).arrayBuffer())
  if (from !== start || bytes.length !== last - from + 1 || last >= size || !Number.isSafeInteger(size))
    throw new PalimpsestError(messages.otherBytes({ name }))
  return { bytes, size }
}

const refused = (name: string, status: number): PalimpsestError =>
  new PalimpsestError(
    status === 401 || status === 403
      ? messages.notPermitted({ name, status })
      : messages.answered({ name, status }),
  )
