// The browser's side of the full-size measurement; the checkpoint is the folder that is chosen in the harness.
import type { BackendChoice } from '../../src/shared/protocol'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openBackend } from '../../workers/runtime/openBackend'
import { fileListTree } from '../../workers/weights/fileListTree'
import { chosenFiles, serveTasks } from '../harness/serveTasks'
import { buildLoadStep } from './step'

serveTasks({
  async step(choice: BackendChoice) {
    const checkpoint = await openCheckpoint(fileListTree(chosenFiles()))
    const backend = await openBackend(choice, `${location.origin}/`)
    return buildLoadStep(checkpoint, backend)
  },
})
