// Sessions of onnxruntime-web, on either provider.
import { PalimpsestError } from '../../src/shared/errors'
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import { blobSource } from '../weights/blobSource'
import type { ByteSource, ExternalFile } from '../weights/byteSource'
import type { Session } from './backend'
import type { InferenceSession, OnnxRuntimeWeb } from './onnxRuntimeWeb'
import { ConvertedBlob } from './convertedBlob'
import { loadFailed, ortSession } from './ortSession'
import type { RunQueue } from './runQueue'

/** What WebAssembly can address is 4 GiB, of which the runtime and the activations need some. */
const WASM_MEMORY = 3.5e9

/** Bytes of weights above which wasm keeps them as they are stored: converted or laid out anew, they would not fit. */
const LARGE_MODEL = 700e6

/** Weights are then converted whenever they are used, one by one; that each is left alone is no news. */
const WITHOUT_COPIES: InferenceSession.SessionOptions = {
  extra: {
    optimization: { constant_folding_max_output_size_in_bytes: String(2 ** 16) },
    session: { disable_prepacking: '1' },
  },
  logSeverityLevel: 3,
}

interface WebSessionOptions {
  readonly runtime: OnnxRuntimeWeb
  /** For the WebGPU provider; wasm without. */
  readonly device?: GPUDevice
  readonly queue: RunQueue
}

export function createWebSession(model: OnnxModel, options: WebSessionOptions): Promise<Session> {
  const { runtime, queue, device } = options
  const provider: InferenceSession.ExecutionProviderConfig = device ? { name: 'webgpu', device } : 'wasm'
  return queue.add(async () => {
    if (!device && model.weightBytes > WASM_MEMORY) throw tooLarge(model)
    try {
      const session = await runtime.InferenceSession.create(model.bytes, {
        executionProviders: [provider],
        externalData: await externalDataOf(model),
        ...(!device && model.weightBytes > LARGE_MODEL && WITHOUT_COPIES),
      })
      return ortSession({
        model,
        queue,
        session,
        makeTensor: (type, data, shape) => new runtime.Tensor(type, data, shape),
      })
    } catch (cause) {
      return loadFailed(cause)
    }
  })
}

async function externalDataOf(
  model: OnnxModel,
): Promise<readonly { readonly path: string; readonly data: Blob | Uint8Array }[]> {
  const files = await Promise.all(
    model.externalFiles.map(async ({ location, file }) => ({ path: location, data: await wholeFile(file) })),
  )
  if (!model.converted) return files
  const { location, compute, tensors } = model.converted
  const atHand = await Promise.all(
    tensors.map(async (entry) => ({ ...entry, file: await local(entry.file) })),
  )
  return [...files, { path: location, data: new ConvertedBlob(atHand, compute) }]
}

/**
 * A Blob is read tensor by tensor in the build with promise integration, and the browser may keep it on disk; so an address
 * becomes one too.
 */
async function wholeFile(file: ByteSource): Promise<Blob | Uint8Array> {
  const { external } = file
  switch (external.kind) {
    case 'blob':
      return external.blob
    case 'bytes':
      return external.bytes
    case 'url':
      return fetchOnce(file, external)
    case 'path':
      throw new Error(`a browser cannot read "${external.path}"`)
  }
}

/** The same file where a range of it costs no request. */
async function local(file: ByteSource): Promise<ByteSource> {
  const { external, name } = file
  return external.kind === 'url' ? blobSource(name, await fetchOnce(file, external)) : file
}

type Address = Extract<ExternalFile, { kind: 'url' }>

/** What was fetched, for the other networks of the same file and for the same network at another size. */
const fetched = new WeakMap<ByteSource, Promise<Blob>>()

function fetchOnce(file: ByteSource, address: Address): Promise<Blob> {
  const blob = fetched.get(file) ?? fetchBlob(address, file.size)
  fetched.set(file, blob)
  // What failed can be tried again.
  blob.catch(() => fetched.delete(file))
  return blob
}

async function fetchBlob({ url, headers }: Address, size: number): Promise<Blob> {
  // What the browser has kept of it may be of another version.
  for (const cache of ['default', 'reload'] as const) {
    const response = await fetch(url, { cache, headers })
    if (!response.ok) throw new Error(`the server answered ${response.status} when asked for "${url}"`)
    const blob = await response.blob()
    if (blob.size === size) return blob
  }
  throw new Error(`"${url}" has changed since its header was read`)
}

const tooLarge = ({ weightBytes }: OnnxModel): PalimpsestError =>
  new PalimpsestError(
    'device',
    `A network of this checkpoint has ${(weightBytes / 1e9).toFixed(1)} GB of weights, more than wasm can hold.`,
    'Use WebGPU, or the half-precision files of the checkpoint.',
  )
