// The engine's worker: messages in, events out.
import { Engine } from './jobs/engine'
import { openBackend } from './runtime/openBackend'
import { openBrowserStore } from './training/browserStore'
import { opfsStore } from './weights/fileStore'
import { hubTree } from './weights/hubTree'
import { KeptModels } from './weights/keptModels'
import { openTree } from './weights/openTree'

const scope = self as unknown as DedicatedWorkerGlobalScope
const kept = new KeptModels(opfsStore('models'), hubTree)
const engine = new Engine({
  post: (event, transfer = []) => scope.postMessage(event, transfer),
  openBackend,
  openTree: (source) => (source.kind === 'hub' ? kept.open(source) : openTree(source)),
  kept,
  openTrainingStore: openBrowserStore,
})
scope.addEventListener('message', ({ data }) => void engine.handle(data))
