// Sessions of onnxruntime-web, on either provider.
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { Session } from './backend'
import { deviceBuffers } from './deviceBuffers'
import type { Downloads } from './downloads'
import { externalDataOf } from './externalData'
import type { InferenceSession, OnnxRuntimeWeb } from './onnxRuntimeWeb'
import { loadFailed, ortSession } from './ortSession'
import type { RunQueue } from './runQueue'
import { LARGE_ON_WASM, refuseWhatWasmLacks } from './wasmMemory'

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
  readonly downloads: Downloads
  /** Ends a download that the model still waits for. */
  readonly signal?: AbortSignal | undefined
}

export function createWebSession(model: OnnxModel, options: WebSessionOptions): Promise<Session> {
  const { runtime, queue, device } = options
  const provider: InferenceSession.ExecutionProviderConfig = device ? { name: 'webgpu', device } : 'wasm'
  return queue.add(async () => {
    if (!device) refuseWhatWasmLacks(model)
    try {
      const session = await runtime.InferenceSession.create(model.bytes, {
        executionProviders: [provider],
        externalData: await externalDataOf(model, options),
        ...(!device && model.weightBytes > LARGE_ON_WASM && WITHOUT_COPIES),
      })
      return ortSession({
        model,
        queue,
        session,
        makeTensor: (type, data, shape) => new runtime.Tensor(type, data, shape),
        ...(device && { buffers: deviceBuffers(device, runtime) }),
      })
    } catch (cause) {
      return loadFailed(cause)
    }
  })
}
