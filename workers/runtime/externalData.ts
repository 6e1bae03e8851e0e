// A model's weights as ONNX Runtime takes them in a browser.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import { blobSource } from '../weights/blobSource'
import type { ByteSource, ExternalFile } from '../weights/byteSource'
import { bytesSource } from '../weights/bytesSource'
import { ConvertedBlob } from './convertedBlob'
import type { Downloads } from './downloads'
import { messages } from './messages'
import { PatientBlob } from './patientBlob'

/** Files up to this size are held in memory: a Blob asks another process for each tensor, hundreds of times. */
const SMALL_FILE = 64e6

type FileContent = Blob | Uint8Array<ArrayBufferLike>

interface Reading {
  readonly downloads: Downloads
  /** Ends the downloads. */
  readonly signal?: AbortSignal | undefined
}

/** @throws PalimpsestError with what is wrong; 'cancelled' once the signal is aborted. */
export async function externalDataOf(
  model: OnnxModel,
  reading: Reading,
): Promise<readonly { readonly path: string; readonly data: FileContent }[]> {
  const files = await Promise.all(
    model.externalFiles.map(async ({ location, file }) => {
      const content = await contentOf(file, reading)
      return { path: location, data: content instanceof Blob ? new PatientBlob(content) : content }
    }),
  )
  if (!model.converted) return files
  const { location, tensors } = model.converted
  const atHand = await Promise.all(
    tensors.map(async ({ entry, to }) => ({
      entry: { ...entry, file: sourceOf(entry.file.name, await contentOf(entry.file, reading)) },
      to,
    })),
  )
  return [...files, { path: location, data: new ConvertedBlob(atHand) }]
}

/** Begins to read small files, for the sessions that will want them; what goes wrong is told to those. */
export function readAhead(files: readonly ByteSource[], downloads: Downloads): void {
  for (const file of files) if (file.size <= SMALL_FILE) contentOf(file, { downloads }).catch(() => {})
}

const sourceOf = (name: string, content: FileContent): ByteSource =>
  content instanceof Blob ? blobSource(name, content) : bytesSource(name, content)

/** What was read, for the other networks of the same file and for the same network at another size. */
const known = new WeakMap<ByteSource, Promise<FileContent>>()

function contentOf(file: ByteSource, reading: Reading): Promise<FileContent> {
  const content = known.get(file) ?? read(file, reading)
  known.set(file, content)
  // What failed can be tried again.
  content.catch(() => known.delete(file))
  return content
}

/**
 * Large files as a Blob, which is read tensor by tensor in the build of ONNX Runtime with promise integration, and which the
 * browser may keep on disk; so an address becomes one too.
 */
async function read(file: ByteSource, reading: Reading): Promise<FileContent> {
  const { external } = file
  switch (external.kind) {
    case 'blob':
      return file.size > SMALL_FILE ? external.blob : file.read(0, file.size)
    case 'bytes':
      return external.bytes
    case 'url':
      return download(file, external, reading)
    case 'path':
      throw new RangeError(`A browser cannot read "${external.path}".`)
  }
}

async function download(
  { name, size }: ByteSource,
  { url, headers, range }: Extract<ExternalFile, { kind: 'url' }>,
  { downloads, signal }: Reading,
): Promise<FileContent> {
  const failed = (cause: unknown): never => {
    throwIfCancelled(signal)
    throw brokeOff(name, { cause })
  }
  const asked = range ? { ...headers, Range: `bytes=${range.start}-${range.end - 1}` } : headers
  // What the browser has kept of it may be of another version. Parts of files are not kept by it (`urlTree.ts`).
  for (const cache of range ? (['no-store'] as const) : (['default', 'reload'] as const)) {
    const response = await fetch(url, { cache, headers: asked, ...(signal && { signal }) }).catch(failed)
    if (!response.ok) throw new PalimpsestError(messages.answered({ status: response.status, name }))
    const watched = response.body ? downloads.watch(response.body, size) : undefined
    const answer = new Response(watched?.body)
    const whole = await (size > SMALL_FILE ? answer.blob() : bytesOf(answer))
      .catch(failed)
      .finally(watched?.end)
    // A server that knows no ranges, or a cache before it, sends all of it.
    const content = range && response.status === 200 ? whole.slice(range.start, range.end) : whole
    if ((content instanceof Blob ? content.size : content.length) === size) return content
  }
  throw new PalimpsestError(messages.changedOnServer({ name }))
}

const brokeOff = (name: string, options: ErrorOptions): PalimpsestError =>
  new PalimpsestError(messages.brokeOff({ name }), options)

const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer())
