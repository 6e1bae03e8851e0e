// A gradient of the attention and one of a LoRA beside a pass of the UNet, measured in turn.
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { exciteGradient, feedsOf, loraGradients, type BuildGradient } from '../full-size/gradientGraphs'
import { processorSeconds, timeRuns, type RunTime } from './timeRuns'
import { unetCase } from './unetCase'

const rounds = 10
const runsEach = 3

/** By name, as torch_side.py calls them. */
export async function timeGradients(
  folder: string,
  threads: number,
): Promise<Readonly<Record<string, readonly RunTime[]>>> {
  const checkpoint = await openCheckpoint(pathTree(folder))
  const backend = await openNodeBackend({ threads })
  const open = async (build: BuildGradient) => {
    const built = build(checkpoint, checkpoint.unet.config.sampleSize, false)
    const session = await backend.createSession(writeOnnx(built.graph, backend.target))
    const feeds = feedsOf(built, session)
    return () => session.run(feeds)
  }
  try {
    const plain = unetCase(checkpoint, 1)
    const session = await backend.createSession(writeOnnx(plain.graph, backend.target))
    const runs = {
      pass: () => session.run(plain.feeds),
      attention: await open(exciteGradient),
      lora: await open(loraGradients),
    }
    const times: Record<string, RunTime[]> = {}
    for (let round = 0; round < rounds; round++)
      for (const [name, run] of Object.entries(runs))
        times[name] = [...(times[name] ?? []), ...(await timeRuns(run, runsEach, processorSeconds))]
    return times
  } finally {
    await backend.dispose()
  }
}
