// The program's side of `npm run bench` in Node.
import { performance } from 'node:perf_hooks'
import { parseRecipe } from '../../src/shared/recipe'
import { randomStreams } from '../../workers/diffusion/random/streams'
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { guideMetas } from '../../workers/guidance/list'
import { CheckpointNetworks } from '../../workers/jobs/checkpointNetworks'
import { runEdit } from '../../workers/jobs/editJob'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { SessionCache } from '../../workers/runtime/sessionCache'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { processorSeconds, timeRuns, type RunTime } from './timeRuns'
import { unetCase } from './unetCase'

export interface NodeTimes {
  readonly runs: Readonly<Record<string, readonly RunTime[]>>
  /** Share of an edit's time outside of network runs. */
  readonly overhead: number
}

/** One UNet pass at batch 1 and 2, and an edit of 20 steps with guidance, everything loaded. */
export async function timeInNode(folder: string, threads: number): Promise<NodeTimes> {
  const checkpoint = await openCheckpoint(pathTree(folder))
  const backend = await openNodeBackend({ threads })
  try {
    const runs: Record<string, readonly RunTime[]> = {}
    for (const batch of [1, 2]) {
      const { graph, feeds } = unetCase(checkpoint, batch)
      const session = await backend.createSession(writeOnnx(graph, backend.target))
      runs[`unet, batch ${batch}`] = await timeRuns(() => session.run(feeds), 30, processorSeconds)
    }
    const networks = new CheckpointNetworks(checkpoint, backend, new SessionCache(backend, Infinity))
    const recipe = parseRecipe(
      {
        version: 1,
        checkpoint: 'bench',
        prompt: 'a blue cat',
        steps: 20,
        scheduler: 'ddim',
        width: checkpoint.workingSize,
        height: checkpoint.workingSize,
      },
      guideMetas,
    )
    const side = checkpoint.unet.config.sampleSize
    const latents = randomStreams(0).stream('main').randn([1, checkpoint.unet.config.outChannels, side, side])
    runs['a preview'] = await timeRuns(() => networks.decode(latents, 'preview'), 30, processorSeconds)
    const overheads: number[] = []
    const edit = async () => {
      const [started, inNetworks] = [performance.now(), networks.networkSeconds]
      await runEdit({ recipe, images: {} }, networks)
      const seconds = (performance.now() - started) / 1000
      overheads.push(1 - (networks.networkSeconds - inNetworks) / seconds)
    }
    runs.edit = await timeRuns(edit, 5, processorSeconds)
    // The first one loaded the networks.
    return { runs, overhead: Math.min(...overheads.slice(1)) }
  } finally {
    await backend.dispose()
  }
}
