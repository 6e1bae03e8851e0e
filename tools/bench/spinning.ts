// Whether threads of ONNX Runtime that spin within a run are worth it, measured in turn with threads that sleep.
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { openCheckpoint } from '../../workers/models/checkpoint'
import { openNodeBackend } from '../../workers/runtime/node.node.ts'
import { pathTree } from '../../workers/weights/pathTree.node.ts'
import { exciteGradient, feedsOf } from '../full-size/gradientGraphs'
import { timedInNode } from './nodeSide'
import { timeInTurn, type RunTime } from './timeRuns'
import { unetCase } from './unetCase'

const rounds = 20

interface Compared {
  readonly spinning: readonly RunTime[]
  readonly waiting: readonly RunTime[]
}

/** Runs of the UNet and of a gradient, each alone and one after the other as a step of Attend-and-Excite has them. */
export async function timeSpinning(
  folder: string,
  threads: number,
): Promise<Readonly<Record<string, Compared>>> {
  const checkpoint = await openCheckpoint(pathTree(folder))
  const backends = {
    spinning: await openNodeBackend({ threads, spinning: true }),
    waiting: await openNodeBackend({ threads, spinning: false }),
  }
  const ways = ['spinning', 'waiting'] as const
  try {
    const open = async (way: (typeof ways)[number]) => {
      const { createSession, target } = backends[way]
      const [one, two] = [unetCase(checkpoint, 1), unetCase(checkpoint, 2)]
      const excite = exciteGradient(checkpoint, checkpoint.unet.config.sampleSize, false)
      const [ofOne, ofTwo, ofGradient] = [
        await createSession(writeOnnx(one.graph, target)),
        await createSession(writeOnnx(two.graph, target)),
        await createSession(writeOnnx(excite.graph, target)),
      ]
      const feeds = feedsOf(excite, ofGradient)
      const [both, gradient] = [() => ofTwo.run(two.feeds), () => ofGradient.run(feeds)]
      return {
        'one branch': () => ofOne.run(one.feeds),
        'two branches': both,
        'a gradient': gradient,
        'a gradient, then two branches': async () => {
          await gradient()
          await both()
        },
      }
    }
    const runs = { spinning: await open('spinning'), waiting: await open('waiting') }
    const times: Record<string, Compared> = {}
    for (const what of Object.keys(runs.spinning) as (keyof typeof runs.spinning)[])
      times[what] = await timeInTurn(
        { spinning: timedInNode(runs.spinning[what]), waiting: timedInNode(runs.waiting[what]) },
        rounds,
        1,
      )
    return times
  } finally {
    for (const way of ways) await backends[way].dispose()
  }
}
