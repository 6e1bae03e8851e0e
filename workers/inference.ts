// The engine's worker: messages in, events out.
import { Engine } from './jobs/engine'
import { openBackend } from './runtime/openBackend'
import { openBrowserStore } from './training/browserStore'
import { openTree } from './weights/openTree'

const scope = self as unknown as DedicatedWorkerGlobalScope
const engine = new Engine({
  post: (event, transfer = []) => scope.postMessage(event, transfer),
  openBackend,
  openTree,
  openTrainingStore: openBrowserStore,
})
scope.addEventListener('message', ({ data }) => void engine.handle(data))
