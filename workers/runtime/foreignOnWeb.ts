// Another library's models on onnxruntime-web, on either provider.
import { foreignRuntime, type ForeignSession } from './foreignRuntime'
import type { InferenceSession, OnnxRuntimeWeb } from './onnxRuntimeWeb'
import type { RunQueue } from './runQueue'

interface Means {
  readonly runtime: OnnxRuntimeWeb
  readonly queue: RunQueue
  /** For the WebGPU provider; wasm without. */
  readonly device?: GPUDevice
}

export function foreignOnWeb({ runtime, queue, device }: Means): ReturnType<typeof foreignRuntime> {
  const provider: InferenceSession.ExecutionProviderConfig = device ? { name: 'webgpu', device } : 'wasm'
  return foreignRuntime({
    Tensor: runtime.Tensor,
    queue,
    load: async (model, options) => {
      if (typeof model === 'string') throw new RangeError(`A browser cannot read "${model}".`)
      const settings = {
        ...(options as InferenceSession.SessionOptions),
        executionProviders: [provider],
      }
      return (await runtime.InferenceSession.create(model, settings)) as unknown as ForeignSession
    },
  })
}
