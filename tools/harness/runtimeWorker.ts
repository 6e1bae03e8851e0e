// Backends and networks in the harness, on the fixtures that lie in the repository.
import { placementOf, type Placement } from './placement'
import type { BackendChoice } from '../../src/shared/protocol/request'
import { Graph, type Value } from '../../workers/graph/graph'
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { defineOperator } from '../../workers/graph/operator'
import { attention } from '../../workers/graph/operators/attention'
import { add } from '../../workers/graph/operators/elementwise'
import { openCheckpoint, type Checkpoint } from '../../workers/models/checkpoint'
import { controlCases, controlGraph } from '../../workers/models/fixtures/controlCases'
import { errorsAgainst } from '../../workers/models/fixtures/errorsAgainst'
import { gradientCases, gradientGraph, runGradientCase } from '../../workers/models/fixtures/gradientCases'
import { networkCases, networkGraph, runNetworkCase } from '../../workers/models/fixtures/networkCases'
import { openControlNetwork } from '../../workers/models/openControlNetwork'
import type { Backend, Feeds } from '../../workers/runtime/backend'
import { misread } from '../../workers/runtime/fixtures/misread'
import { Downloads } from '../../workers/runtime/downloads'
import { loadOnnxRuntime } from '../../workers/runtime/onnxRuntimeWeb'
import { openBackend } from '../../workers/runtime/openBackend'
import { requestWebGpuDevice } from '../../workers/runtime/webGpuDevice'
import { RunQueue } from '../../workers/runtime/runQueue'
import { prepareSelfTest } from '../../workers/runtime/selfTest'
import { createWebSession } from '../../workers/runtime/webSessions'
import { tensor, type Tensor } from '../../workers/tensor/tensor'
import { readHeader, type TensorIndex } from '../../workers/weights/safetensors'
import { openUrl, urlTree } from '../../workers/weights/urlTree'
import { exciteGradient, loraGradients, matchGradient } from '../full-size/gradientGraphs'
import { trainingCases, trainingErrors } from '../../workers/training/fixtures/trainingCases'
import { residualCase } from './residualCase'
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
  const one = named(networkCases, name)
  reference ??= openReference()
  return Object.fromEntries(
    await runNetworkCase(one, await checkpointOf(one.checkpoint), await reference, runOnce),
  )
}

function named<Case extends { readonly name: string }>(cases: readonly Case[], name: string): Case {
  const found = cases.find((other) => other.name === name)
  if (!found) throw new Error(`There is no case "${name}".`)
  return found
}

function checkpointOf(name: string): Promise<Checkpoint> {
  const folder = `${fixtures}/checkpoints/${name}`
  const checkpoint = checkpoints.get(folder) ?? openCheckpoint(urlTree(folder))
  checkpoints.set(folder, checkpoint)
  return checkpoint
}

/** Weights of each type that a session holds for other numbers than they are, by key. */
async function misreadTypes(): Promise<readonly string[]> {
  const file = `${location.origin}/workers/weights/fixtures/single/unet/diffusion_pytorch_model.safetensors`
  return misread(backend, await readHeader((await openUrl(file))!))
}

/** As `networkCase`, of a ControlNet or a T2I-Adapter. */
async function controlCase(name: string): Promise<Readonly<Record<string, number>>> {
  const reference = await readHeader((await openUrl(`${fixtures}/controlNetworks/numbers.safetensors`))!)
  return Object.fromEntries(await errorsAgainst(reference, name, await controlCaseGraph(name), runOnce))
}

async function controlCaseGraph(name: string): Promise<Graph> {
  const one = named(controlCases, name)
  return controlGraph(one, await openControlNetwork(urlTree(`${fixtures}/controlNetworks/${one.folder}`)))
}

/** As `networkCase`, of the gradients of a network. */
async function gradientCase(name: string): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries(
    await runGradientCase(named(gradientCases, name), { ...(await gradientFixtures()), run: runOnce }),
  )
}

const gradientFixtures = async () => ({
  open: (folder: string) => urlTree(`${fixtures}/${folder}`),
  reference: await readHeader((await openUrl(`${fixtures}/gradients.safetensors`))!),
})

/** Three steps of a training: how far losses, gradients and parameters are from PyTorch's. */
async function trainingCase(name: string) {
  const file = `${location.origin}/workers/training/fixtures/training.safetensors`
  return trainingErrors(named(trainingCases, name), {
    backend,
    checkpoint: await checkpointOf('tiny-vae'),
    reference: await readHeader((await openUrl(file))!),
  })
}

/** Graphs by kind, of the case or the checkpoint that is named. */
const graphs: Readonly<Record<string, (name: string) => Promise<Graph>>> = {
  async network(name) {
    const one = named(networkCases, name)
    return networkGraph(one, await checkpointOf(one.checkpoint))
  },
  control: controlCaseGraph,
  gradient: async (name) => (await gradientGraph(named(gradientCases, name), await gradientFixtures())).graph,
  attendAndExcite: async (name) => exciteGradient(await checkpointOf(name), 8, false).graph,
  pix2PixZero: async (name) => matchGradient(await checkpointOf(name), 8).graph,
  lora: async (name) => loraGradients(await checkpointOf(name), 8, true).graph,
  /** An operator that ONNX Runtime has no kernel for on WebGPU. */
  async foreign() {
    const graph = new Graph()
    const round = defineOperator<readonly [x: Value]>({
      name: 'round',
      shape: ([x]) => x.shape,
      lower: (onnx, inputs) => onnx.node('Round', inputs),
    })
    const x = graph.input('x', [4])
    graph.output('y', add(round([add(x, x)], undefined), x))
    return graph
  },
}

/** Where ONNX Runtime would have the nodes of a graph run, in each precision. */
async function placement(kind: string, name: string): Promise<Readonly<Record<string, Placement>>> {
  const runtime = await loadOnnxRuntime(assets)
  const found = await requestWebGpuDevice()
  if ('english' in found) throw new Error(found.english)
  const graph = await graphs[kind]!(name)
  const placements: Record<string, Placement> = {}
  for (const compute of ['float32', 'float16'] as const)
    for (const fused of [true, false])
      placements[`${compute}, ${fused ? 'fused' : 'plain'}`] = await placementOf(
        writeOnnx(graph, { provider: 'webgpu', compute, fused }),
        { runtime, device: found.device },
      )
  found.device.destroy()
  return placements
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

/** The largest difference between the kernel and plain operators, of more products than 32 bits count. */
async function longAttention(): Promise<number> {
  const [queries, keys, width] = [520, 33_000, 64]
  const graph = new Graph()
  const [q, k] = [graph.input('q', [1, queries, width]), graph.input('k', [1, keys, width])]
  graph.output('y', attention(q, k, k, { heads: 1 }))
  const numbers = (length: number, step: number) =>
    tensor(
      Float32Array.from({ length: length * width }, (_, at) => Math.sin(at * step)),
      [1, length, width],
    )
  const feeds = { q: numbers(queries, 0.37), k: numbers(keys, 0.011) }
  const run = async (fused: boolean) => {
    const session = await backend.createSession(writeOnnx(graph, { ...backend.target, fused }))
    const { data } = (await session.run(feeds)).get('y')!
    await session.release()
    return data
  }
  const [kernel, plain] = [await run(true), await run(false)]
  if (!plain.some((value) => Math.abs(value) > 0.01)) throw new Error('Plain operators give nothing.')
  return kernel.reduce((most, value, at) => Math.max(most, Math.abs(value - plain[at]!)), 0)
}

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
  longAttention,
  misreadTypes,
  controlCase,
  gradientCase,
  trainingCase,
  residualCase: async (name: string) =>
    residualCase(name, { backend, checkpoint: await checkpointOf('sd1'), fixtures }),
  placement,
  selfTest,
  loseDevice,
})
