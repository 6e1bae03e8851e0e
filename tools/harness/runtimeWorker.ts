// Backends and networks in the harness, on the fixtures that lie in the repository.
import type { BackendChoice } from '../../src/shared/protocol/request'
import type { Graph } from '../../workers/graph/graph'
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { openCheckpoint, type Checkpoint } from '../../workers/models/checkpoint'
import { controlCases, controlGraph } from '../../workers/models/fixtures/controlCases'
import { errorsAgainst } from '../../workers/models/fixtures/errorsAgainst'
import { gradientCases, runGradientCase } from '../../workers/models/fixtures/gradientCases'
import { networkCases, runNetworkCase } from '../../workers/models/fixtures/networkCases'
import { openControlNetwork } from '../../workers/models/openControlNetwork'
import type { Backend, Feeds } from '../../workers/runtime/backend'
import { misread } from '../../workers/runtime/fixtures/misread'
import { Downloads } from '../../workers/runtime/downloads'
import { loadOnnxRuntime } from '../../workers/runtime/onnxRuntimeWeb'
import { openBackend } from '../../workers/runtime/openBackend'
import { RunQueue } from '../../workers/runtime/runQueue'
import { prepareSelfTest } from '../../workers/runtime/selfTest'
import { createWebSession } from '../../workers/runtime/webSessions'
import type { Tensor } from '../../workers/tensor/tensor'
import { readHeader, type TensorIndex } from '../../workers/weights/safetensors'
import { openUrl, urlTree } from '../../workers/weights/urlTree'
import { serveTasks } from './serveTasks'

const assets = `${location.origin}/`
const fixtures = `${location.origin}/workers/models/fixtures`
const checkpoints = new Map<string, Promise<Checkpoint>>()
let reference: Promise<TensorIndex> | undefined
let backend: Backend

const openReference = async () => readHeader((await openUrl(`${fixtures}/networks.safetensors`))!)

/** Runs a graph once, on a session of its own. */
async function runOnce(graph: Graph, feeds: Feeds): Promise<ReadonlyMap<string, Tensor>> {
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  try {
    return await session.run(feeds)
  } finally {
    await session.release()
  }
}

/** The errors of a reference case by output, relative to the largest value. */
async function networkCase(name: string): Promise<Readonly<Record<string, number>>> {
  const networkCase = networkCases.find((other) => other.name === name)
  if (!networkCase) throw new Error(`There is no case "${name}".`)
  const folder = `${fixtures}/checkpoints/${networkCase.checkpoint}`
  const checkpoint = checkpoints.get(folder) ?? openCheckpoint(urlTree(folder))
  checkpoints.set(folder, checkpoint)
  reference ??= openReference()
  return Object.fromEntries(await runNetworkCase(networkCase, await checkpoint, await reference, runOnce))
}

/** Weights of each type that a session holds for other numbers than they are, by key. */
async function misreadTypes(): Promise<readonly string[]> {
  const file = `${location.origin}/workers/weights/fixtures/single/unet/diffusion_pytorch_model.safetensors`
  return misread(backend, await readHeader((await openUrl(file))!))
}

/** As `networkCase`, of a ControlNet or a T2I-Adapter. */
async function controlCase(name: string): Promise<Readonly<Record<string, number>>> {
  const controlCase = controlCases.find((other) => other.name === name)
  if (!controlCase) throw new Error(`There is no case "${name}".`)
  const folder = `${fixtures}/controlNetworks`
  const reference = await readHeader((await openUrl(`${folder}/numbers.safetensors`))!)
  const network = await openControlNetwork(urlTree(`${folder}/${controlCase.folder}`))
  return Object.fromEntries(await errorsAgainst(reference, name, controlGraph(controlCase, network), runOnce))
}

/** As `networkCase`, of the gradients of a network. */
async function gradientCase(name: string): Promise<Readonly<Record<string, number>>> {
  const one = gradientCases.find((other) => other.name === name)
  if (!one) throw new Error(`There is no case "${name}".`)
  const open = (folder: string) => urlTree(`${fixtures}/${folder}`)
  const reference = await readHeader((await openUrl(`${fixtures}/gradients.safetensors`))!)
  return Object.fromEntries(await runGradientCase(one, { open, reference, run: runOnce }))
}

/** What the self-test says of fused kernels and of plain operators on a device with just these features. */
async function selfTest(features: GPUFeatureName[]) {
  const runtime = await loadOnnxRuntime(assets)
  const adapter = await navigator.gpu.requestAdapter()
  const device = await adapter!.requestDevice({ requiredFeatures: features })
  const cpu = { runtime, queue: new RunQueue(), downloads: new Downloads(() => {}) }
  const test = await prepareSelfTest((model) => createWebSession(model, cpu))
  const disagreement = (fused: boolean) =>
    test.disagreement({ provider: 'webgpu', compute: 'float32', fused }, (model) =>
      createWebSession(model, { ...cpu, device }),
    )
  const outcome = {
    fused: (await disagreement(true))?.english,
    plain: (await disagreement(false))?.english,
  }
  device.destroy()
  return outcome
}

/** Destroys the device while it runs a case; afterwards the other tasks have no backend. */
async function loseDevice(name: string) {
  const running = networkCase(name).then(
    () => 'finished',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  )
  backend.destroyDevice?.()
  const reason = await backend.lost
  const run = await Promise.race([running, seconds(10).then(() => 'hangs')])
  const disposal = await Promise.race([backend.dispose().then(() => 'done'), seconds(10).then(() => 'hangs')])
  return { reason, run, disposal }
}

const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, 1000 * count))

serveTasks({
  /** Opens a backend for the other tasks; tells what it is. */
  async open(choice: BackendChoice) {
    backend = await openBackend(choice, assets)
    const { name, description, target } = backend
    const { whyNotWebGpu } = description
    return {
      name,
      description: description.description.english,
      ...(whyNotWebGpu && { whyNotWebGpu: whyNotWebGpu.english }),
      target,
    }
  },
  networkCase,
  misreadTypes,
  controlCase,
  gradientCase,
  selfTest,
  loseDevice,
})
