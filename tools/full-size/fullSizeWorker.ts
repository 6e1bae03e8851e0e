// The browser's side of the full-size measurement; the checkpoint is the folder that is chosen in the harness.
import type { BackendChoice } from '../../src/shared/protocol/request'
import { parseRecipe } from '../../src/shared/recipe'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openBackend } from '../../workers/runtime/openBackend'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { fileListTree } from '../../workers/weights/fileListTree'
import { chosenFiles, serveTasks } from '../harness/serveTasks'
import { buildLoadStep } from './step'

/** ONNX Runtime's memory, which only grows. Kept apart from JavaScript's, with which the browser adds it up. */
const memories: WebAssembly.Memory[] = []
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor)
    memories.push(this)
  }
}

const wasmBytes = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)

serveTasks({
  /** A whole edit on wasm, from the text to a picture: two steps without guidance. */
  async edit(side: number) {
    const checkpoint = await openCheckpoint(fileListTree(chosenFiles()))
    const backend = await openBackend('wasm', `${location.origin}/`)
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, 6e9))
    const guides = [{ id: 'classifier-free', values: { scale: 1 } }]
    const size = { width: side, height: side }
    const asked = { version: 2, checkpoint: 'random', prompt: 'a cat', seed: 1, steps: 2, guides, ...size }
    const started = performance.now()
    const { latents } = await runEdit({ recipe: parseRecipe(asked, guideMetas), images: {} }, networks)
    if (!latents.data.every(Number.isFinite)) throw new Error('The edit gave no numbers.')
    return { seconds: (performance.now() - started) / 1000, wasmBytes: wasmBytes() }
  },
  async step(choice: BackendChoice) {
    const checkpoint = await openCheckpoint(fileListTree(chosenFiles()))
    const backend = await openBackend(choice, `${location.origin}/`)
    const report = await buildLoadStep(checkpoint, backend)
    return { ...report, wasmBytes: wasmBytes() }
  },
})
