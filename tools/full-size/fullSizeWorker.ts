// The browser's side of the full-size measurement; the checkpoint is the folder that is chosen in the harness.
import type { BackendChoice } from '../../src/shared/protocol/request'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openBackend } from '../../workers/runtime/openBackend'
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

serveTasks({
  async step(choice: BackendChoice) {
    const checkpoint = await openCheckpoint(fileListTree(chosenFiles()))
    const backend = await openBackend(choice, `${location.origin}/`)
    const report = await buildLoadStep(checkpoint, backend)
    return { ...report, wasmBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) }
  },
})
