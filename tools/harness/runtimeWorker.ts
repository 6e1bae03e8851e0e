// Opens backends in the harness.
import type { BackendChoice } from '../../src/shared/protocol'
import { openBackend } from '../../workers/runtime/openBackend'
import { serveTasks } from './serveTasks'

serveTasks({
  async open(choice: BackendChoice) {
    const started = performance.now()
    const backend = await openBackend(choice, `${location.origin}/`)
    const seconds = (performance.now() - started) / 1000
    const { name, description, target } = backend
    await backend.dispose()
    return { name, ...description, target, seconds }
  },
})
