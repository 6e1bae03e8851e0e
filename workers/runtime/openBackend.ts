// Chooses what edits run on in a browser: WebGPU where there is a graphics card that computes rightly, else wasm.
import type { Message } from '../../src/shared/message'
import type { BackendChoice } from '../../src/shared/protocol/request'
import type { LoweringTarget } from '../graph/lowering/target'
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { Backend } from './backend'
import { Downloads, type DownloadProgress } from './downloads'
import { readAhead } from './externalData'
import { foreignOnWeb } from './foreignOnWeb'
import { messages } from './messages'
import { loadOnnxRuntime, type OnnxRuntimeWeb } from './onnxRuntimeWeb'
import { OpenSessions } from './openSessions'
import { RunQueue } from './runQueue'
import { prepareSelfTest, rehearseKernels } from './selfTest'
import { requestWebGpuDevice, type WebGpuDevice } from './webGpuDevice'
import { createWebSession } from './webSessions'

/**
 * Opens WebGPU, or wasm where it is chosen or WebGPU cannot be used; then `whyNotWebGpu` says why. `assets` is the address
 * below which the program's files lie; `onDownload` hears of weights that are being downloaded.
 * @throws PalimpsestError('device') when not even wasm can be loaded.
 */
export async function openBackend(
  choice: BackendChoice,
  assets: string,
  onDownload: (progress: DownloadProgress) => void = () => {},
): Promise<Backend> {
  const runtime = await loadOnnxRuntime(assets)
  const downloads = new Downloads(onDownload)
  const openWasm = (whyNotWebGpu: Message) => openOnWasm({ runtime, downloads }, whyNotWebGpu)
  if (choice === 'wasm') return openWasm(messages.wasmChosen())
  const found = await requestWebGpuDevice()
  if ('english' in found) return openWasm(found)
  if (found.isSoftware && choice === 'auto') {
    found.device.destroy()
    return openWasm(messages.emulated())
  }
  const backend = await openWebGpu({ runtime, downloads }, found)
  if (!('english' in backend)) return backend
  found.device.destroy()
  return openWasm(messages.selfTestFailed({ device: found.name, problems: backend }))
}

/** Several such tensors and the weights have to lie in 4 GiB. */
const WASM_TENSOR = 512 * 2 ** 20
/** A card of 8 GB holds the weights and four of them. */
const WEBGPU_TENSOR = 2 ** 30

/** ONNX Runtime is there once in a worker, whatever device it uses: what a lost one still runs ends before the next begins. */
const queue = new RunQueue()

interface Means {
  readonly runtime: OnnxRuntimeWeb
  readonly downloads: Downloads
}

function openOnWasm({ runtime, downloads }: Means, whyNotWebGpu: Message): Backend {
  const target: LoweringTarget = { provider: 'wasm', compute: 'float32', fused: true }
  const threads = runtime.env.wasm.numThreads ?? 1
  const description = threads === 1 ? messages.oneThread() : messages.threads({ count: threads })
  const sessions = new OpenSessions((model, signal) =>
    createWebSession(model, { runtime, queue, downloads, signal }),
  )
  const foreign = foreignOnWeb({ runtime, queue })
  // The runtime is fetched and compiled while checkpoints are opened; whether it works the first network shows.
  rehearseKernels(target, sessions.create).catch(() => {})
  return {
    name: 'wasm',
    description: { description, whyNotWebGpu },
    target,
    largestTensor: WASM_TENSOR,
    createSession: sessions.create,
    readAhead: (files) => readAhead(files, downloads),
    foreign: foreign.runtime,
    async dispose() {
      await sessions.releaseAll()
      await foreign.releaseAll()
    },
  }
}

/** The backend on a device, as fast as it computes rightly; or what is wrong with even the plainest way. */
async function openWebGpu(
  { runtime, downloads }: Means,
  { device, name, hasFloat16 }: WebGpuDevice,
): Promise<Backend | Message> {
  const onDevice: Backend['createSession'] = (model, signal) =>
    createWebSession(model, { runtime, queue, device, downloads, signal })
  const onCpu = (model: OnnxModel) => createWebSession(model, { runtime, queue, downloads })
  const selfTest = await prepareSelfTest(onCpu)
  const targets = targetsFor(hasFloat16)
  const refused: Message[] = []
  for (const target of targets) {
    const disagreement = await selfTest.disagreement(target, onDevice)
    if (disagreement !== undefined) {
      refused.push(messages.problemOf({ kernels: kindOf(target), problem: disagreement }))
      continue
    }
    const description = refused.reduce(
      (first, reason) => messages.except({ first, refused: reason }),
      messages.webGpu({ device: name, kernels: kindOf(target) }),
    )
    const sessions = new OpenSessions(onDevice)
    const foreign = foreignOnWeb({ runtime, queue, device })
    return {
      name: 'webgpu',
      description: { description },
      target,
      keepsOutputs: true,
      largestTensor: Math.min(WEBGPU_TENSOR, device.limits.maxStorageBufferBindingSize),
      createSession: sessions.create,
      readAhead: (files) => readAhead(files, downloads),
      foreign: foreign.runtime,
      lost: device.lost.then(({ message }) => message),
      destroyDevice: () => device.destroy(),
      async dispose() {
        await sessions.releaseAll()
        await foreign.releaseAll()
        device.destroy()
      },
    }
  }
  return refused.reduce((first, second) => messages.andAlso({ first, second }))
}

/** The fastest first. */
const targetsFor = (hasFloat16: boolean): readonly LoweringTarget[] =>
  (hasFloat16 ? (['float16', 'float32'] as const) : (['float32'] as const)).flatMap((compute) =>
    [true, false].map((fused): LoweringTarget => ({ provider: 'webgpu', compute, fused })),
  )

const kindOf = ({ compute, fused }: LoweringTarget): Message =>
  fused ? messages.fused({ compute }) : messages.plain({ compute })
