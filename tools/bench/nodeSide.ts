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
import { exciteGradient, feedsOf, loraGradients, type BuildGradient } from '../full-size/gradientGraphs'
import { processorSeconds, timeRuns, type Timed } from './timeRuns'
import { unetCase } from './unetCase'

/** Loaded and ready to be timed, by name. */
export interface OpenedRuns<Name extends string> {
  readonly timed: Readonly<Record<Name, Timed>>
  dispose(): Promise<void>
}

/** A run in this process, timed with the processor's time. */
export const timedInNode =
  (run: () => Promise<unknown>): Timed =>
  (runs) =>
    timeRuns(run, runs, processorSeconds)

export interface NodeRuns extends OpenedRuns<
  'unet, batch 1' | 'unet, batch 2' | 'decoder' | 'a preview' | 'edit'
> {
  /** Share of the edits' time outside of network runs, the least of those that were timed so far. */
  overhead(): number
}

/** A pass of the UNet, a decoded picture, a preview, and an edit of 20 steps with guidance. */
export async function openInNode(folder: string, threads: number): Promise<NodeRuns> {
  const checkpoint = await openCheckpoint(pathTree(folder))
  const backend = await openNodeBackend({ threads })
  const pass = async (batch: number) => {
    const { graph, feeds } = unetCase(checkpoint, batch)
    const session = await backend.createSession(writeOnnx(graph, backend.target))
    return timedInNode(() => session.run(feeds))
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
  const overheads: number[] = []
  const edit = async () => {
    const [started, inNetworks] = [performance.now(), networks.networkSeconds]
    await runEdit({ recipe, images: {} }, networks)
    const seconds = (performance.now() - started) / 1000
    overheads.push(1 - (networks.networkSeconds - inNetworks) / seconds)
  }
  return {
    timed: {
      'unet, batch 1': await pass(1),
      'unet, batch 2': await pass(2),
      decoder: timedInNode(() => networks.decode(latents)),
      'a preview': timedInNode(() => networks.decode(latents, 'preview')),
      edit: timedInNode(edit),
    },
    // The first one loads the networks.
    overhead: () => Math.min(...overheads.slice(1)),
    dispose: () => backend.dispose(),
  }
}

/** A pass of the UNet, a gradient of its attention, and one of a LoRA. */
export async function openGradientsInNode(
  folder: string,
  threads: number,
): Promise<OpenedRuns<'unet, batch 1' | 'attention' | 'lora'>> {
  const checkpoint = await openCheckpoint(pathTree(folder))
  const backend = await openNodeBackend({ threads })
  const open = async (build: BuildGradient) => {
    const built = build(checkpoint, checkpoint.unet.config.sampleSize, false)
    const session = await backend.createSession(writeOnnx(built.graph, backend.target))
    const feeds = feedsOf(built, session)
    return timedInNode(() => session.run(feeds))
  }
  const plain = unetCase(checkpoint, 1)
  const session = await backend.createSession(writeOnnx(plain.graph, backend.target))
  return {
    timed: {
      'unet, batch 1': timedInNode(() => session.run(plain.feeds)),
      attention: await open(exciteGradient),
      lora: await open(loraGradients),
    },
    dispose: () => backend.dispose(),
  }
}
