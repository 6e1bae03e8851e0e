// Sessions of onnxruntime-web, on either provider.
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { ByteSource, ExternalFile } from '../weights/byteSource'
import type { Session } from './backend'
import type { InferenceSession, OnnxRuntimeWeb } from './onnxRuntimeWeb'
import { loadFailed, ortSession } from './ortSession'
import type { RunQueue } from './runQueue'

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
    try {
      const session = await runtime.InferenceSession.create(model.bytes, {
        executionProviders: [provider],
        externalData: await Promise.all(
          model.externalFiles.map(async ({ location, file }) => ({
            path: location,
            data: await externalData(file),
          })),
        ),
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

/** What was fetched, for the other networks of the same file and for the same network at another size. */
const fetched = new WeakMap<ByteSource, Promise<Blob>>()

/**
 * A Blob is read tensor by tensor in the build with promise integration, and the browser may keep it on disk; so an address
 * becomes one too.
 */
async function externalData(file: ByteSource): Promise<Blob | Uint8Array> {
  const { external } = file
  switch (external.kind) {
    case 'blob':
      return external.blob
    case 'bytes':
      return external.bytes
    case 'url': {
      const blob = fetched.get(file) ?? fetchBlob(external)
      fetched.set(file, blob)
      // What failed can be tried again.
      blob.catch(() => fetched.delete(file))
      return blob
    }
    case 'path':
      throw new Error(`a browser cannot read "${external.path}"`)
  }
}

async function fetchBlob({ url, headers }: Extract<ExternalFile, { kind: 'url' }>): Promise<Blob> {
  const response = await fetch(url, { headers })
  if (!response.ok) throw new Error(`the server answered ${response.status} when asked for "${url}"`)
  return response.blob()
}
