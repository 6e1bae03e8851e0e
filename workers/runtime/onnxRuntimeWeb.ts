// The only file that imports onnxruntime-web, in the one of its builds that suits the browser.
import type { InferenceSession } from 'onnxruntime-web/webgpu'
import { readPart } from '../../src/shared/readPart'
import { messages } from './messages'

export type OnnxRuntimeWeb = typeof import('onnxruntime-web/webgpu')
export type { InferenceSession }

/** More threads than this do not make a UNet faster, and the page needs a core too. */
const MAX_THREADS = 8

/** Whether WebAssembly can wait for promises by itself, which makes the smaller and faster build possible. */
const hasPromiseIntegration = () => 'Suspending' in WebAssembly

let loading: Promise<OnnxRuntimeWeb> | undefined

/**
 * ONNX Runtime with its wasm and WebGPU providers, loaded once in a worker. `assets` is the address below which its files lie,
 * in `ort/`.
 * @throws PalimpsestError('device') when it cannot be loaded.
 */
export function loadOnnxRuntime(assets: string): Promise<OnnxRuntimeWeb> {
  loading ??= readPart(() => load(assets), messages.notLoaded()).catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function load(assets: string): Promise<OnnxRuntimeWeb> {
  const runtime = hasPromiseIntegration()
    ? await import('onnxruntime-web/jspi')
    : await import('onnxruntime-web/webgpu')
  const { wasm } = runtime.env
  wasm.wasmPaths = new URL('ort/', assets).href
  // Threads share their memory, which only an isolated page may do.
  wasm.numThreads = crossOriginIsolated ? Math.min(MAX_THREADS, navigator.hardwareConcurrency) : 1
  return runtime
}
