// The browser's side of `npm run bench`.
import type { BackendChoice } from '../../src/shared/protocol/request'
import { writeOnnx, type OnnxModel } from '../../workers/graph/lowering/writeOnnx'
import { openCheckpoint } from '../../workers/models/checkpoint'
import type { Backend, Feeds, Session } from '../../workers/runtime/backend'
import { loadOnnxRuntime } from '../../workers/runtime/onnxRuntimeWeb'
import { openBackend } from '../../workers/runtime/openBackend'
import { urlTree } from '../../workers/weights/urlTree'
import { feedsOf, loraGradients } from '../full-size/gradientGraphs'
import { serveTasks } from '../harness/serveTasks'
import { timeHandover } from './residualHandover'
import { timeRuns } from './timeRuns'
import { unetCase } from './unetCase'

const fileUrl = (path: string) => `${location.origin}/@fs${path}`
let backend: Backend
/** Loaded models, by name. */
const loaded = new Map<string, () => Promise<unknown>>()

/** The browser compiles wasm a second time, better, once it is found to be hot. */
const WARM_UPS = { webgpu: 1, wasm: 15, node: 1 } as const

async function load(
  name: string,
  model: OnnxModel,
  given: Feeds | ((session: Session) => Feeds),
): Promise<void> {
  const session = await backend.createSession(model)
  const feeds = typeof given === 'function' ? given(session) : given
  const run = () => session.run(feeds)
  loaded.set(name, run)
  for (let done = 0; done < WARM_UPS[backend.name]; done++) await run()
}

serveTasks({
  async open(choice: BackendChoice, threads: number) {
    const assets = `${location.origin}/`
    const { env } = await loadOnnxRuntime(assets)
    env.wasm.numThreads = threads
    backend = await openBackend(choice, assets)
    return backend.description.description.english
  },

  /** The checkpoint's UNet as our graph. */
  async loadOurs(name: string, folder: string, batch: number) {
    const { graph, feeds } = unetCase(await openCheckpoint(urlTree(fileUrl(folder))), batch)
    await load(name, writeOnnx(graph, backend.target), feeds)
  },

  /** A LoRA's gradients through it. */
  async loadLora(name: string, folder: string) {
    const checkpoint = await openCheckpoint(urlTree(fileUrl(folder)))
    const built = loraGradients(checkpoint, checkpoint.unet.config.sampleSize, false)
    await load(name, writeOnnx(built.graph, backend.target), (session) => feedsOf(built, session))
  },

  /** PyTorch's export of the same UNet. */
  async loadExported(name: string, folder: string, path: string) {
    const { graph, feeds } = unetCase(await openCheckpoint(urlTree(fileUrl(folder))), 1)
    const { inputs, outputs } = writeOnnx(graph, backend.target)
    const bytes = new Uint8Array(await (await fetch(fileUrl(path))).arrayBuffer())
    await load(name, { bytes, externalFiles: [], inputs, outputs, weightBytes: bytes.length }, feeds)
  },

  time: (name: string, runs: number) => timeRuns(loaded.get(name)!, runs),

  handover: (runs: number) => timeHandover(backend, runs),
})
