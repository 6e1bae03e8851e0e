// The browser's side of `npm run bench`.
import type { BackendChoice } from '../../src/shared/protocol'
import { writeOnnx, type OnnxModel } from '../../workers/graph/lowering/writeOnnx'
import { openCheckpoint } from '../../workers/models/checkpoint'
import type { Backend } from '../../workers/runtime/backend'
import { openBackend } from '../../workers/runtime/openBackend'
import { urlTree } from '../../workers/weights/urlTree'
import { serveTasks } from '../harness/serveTasks'
import { timeRuns } from './timeRuns'
import { unetCase } from './unetCase'

const fileUrl = (path: string) => `${location.origin}/@fs${path}`
let backend: Backend

async function timeModel(model: OnnxModel, { feeds }: Pick<Case, 'feeds'>, runs: number) {
  const session = await backend.createSession(model)
  const times = await timeRuns(() => session.run(feeds), runs)
  await session.release()
  return times
}

type Case = ReturnType<typeof unetCase>

serveTasks({
  async open(choice: BackendChoice) {
    backend = await openBackend(choice, `${location.origin}/`)
    return backend.description.description
  },

  /** One pass of the checkpoint's UNet as our graph. */
  async ours(folder: string, batch: number, runs: number) {
    const unet = unetCase(await openCheckpoint(urlTree(fileUrl(folder))), batch)
    return timeModel(writeOnnx(unet.graph, backend.target), unet, runs)
  },

  /** One pass of PyTorch's export of the same UNet. */
  async exported(folder: string, path: string, runs: number) {
    const unet = unetCase(await openCheckpoint(urlTree(fileUrl(folder))), 1)
    const { inputs, outputs } = writeOnnx(unet.graph, backend.target)
    const bytes = new Uint8Array(await (await fetch(fileUrl(path))).arrayBuffer())
    return timeModel({ bytes, externalFiles: [], inputs, outputs, weightBytes: bytes.length }, unet, runs)
  },
})
