// One Attend-and-Excite gradient and one LoRA step of a checkpoint at a size, and what 64x64 latents would take, reckoned.
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { peakBytes } from '../../workers/graph/peakBytes'
import { workOf } from '../../workers/graph/workOf'
import type { Checkpoint } from '../../workers/models/checkpoint'
import { unetGraph } from '../../workers/models/unetGraph'
import type { Backend } from '../../workers/runtime/backend'
import { median, processorSeconds, timeRuns } from '../bench/timeRuns'
import {
  exciteGradient,
  feedsOf,
  loraGradients,
  sizeAt,
  timestep,
  type BuildGradient,
} from './gradientGraphs'

export type GradientKind = 'attend-and-excite' | 'lora'

/** What a graph takes that is not run, with blocks kept or computed again. */
interface Reckoned {
  readonly side: number
  readonly recompute: boolean
  readonly bytes: number
  /** Multiplications, over those of a plain pass of one branch at this size. */
  readonly passes: number
}

interface GradientRun {
  readonly kind: GradientKind
  /** Of the latents. */
  readonly side: number
  readonly recompute: boolean
  /** Bytes of memory that the process has had at most. */
  readonly peak: () => number
}

export interface GradientReport {
  readonly loadSeconds: number
  readonly runSeconds: number
  readonly loss: number
  /** Euclidean norm of all gradients: 0 or NaN would mean that nothing was computed. */
  readonly norm: number
  readonly reckoned: readonly Reckoned[]
  /** The process's memory at its highest, with nothing loaded but this. */
  readonly peakBytes: number
  /** Processor time of the gradient over that of two passes of one branch, which are a guided step: the middle of some. */
  readonly overPlainStep: number
}

const RUNS = 3

export async function gradientStep(
  checkpoint: Checkpoint,
  backend: Backend,
  { kind, side, recompute, peak }: GradientRun,
): Promise<GradientReport> {
  const build = kind === 'lora' ? loraGradients : exciteGradient
  const reckoned = [...new Set([side, checkpoint.unet.config.sampleSize])].flatMap((side) =>
    [false, true].map((recompute) => reckon(checkpoint, build, side, recompute)),
  )
  const built = build(checkpoint, side, recompute)
  const started = performance.now()
  const session = await backend.createSession(writeOnnx(built.graph, backend.target))
  const loaded = performance.now()
  const feeds = feedsOf(built, session)
  const results = await session.run(feeds)
  const done = performance.now()
  const peakBytes = peak()
  const gradients = [...results].filter(([name]) => name.endsWith('.grad'))
  const times = await timeRuns(() => session.run(feeds), RUNS, processorSeconds)
  await session.release()
  return {
    peakBytes,
    overPlainStep: median(times, 'processor')! / (2 * (await passSeconds(checkpoint, backend, side))),
    loadSeconds: (loaded - started) / 1000,
    runSeconds: (done - loaded) / 1000,
    loss: results.get('loss')!.data[0]!,
    norm: Math.hypot(...gradients.map(([, { data }]) => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0)))),
    reckoned,
  }
}

/** Processor time of a plain pass of one branch. */
async function passSeconds(checkpoint: Checkpoint, backend: Backend, side: number): Promise<number> {
  const { config, weights } = checkpoint.unet
  const graph = unetGraph(config, weights, sizeAt(checkpoint, side))
  const session = await backend.createSession(writeOnnx(graph, backend.target))
  const feeds = feedsOf({ graph, feeds: { timestep } }, session)
  const times = await timeRuns(() => session.run(feeds), RUNS, processorSeconds)
  await session.release()
  return median(times, 'processor')!
}

function reckon(checkpoint: Checkpoint, build: BuildGradient, side: number, recompute: boolean): Reckoned {
  const { graph } = build(checkpoint, side, recompute)
  const plain = unetGraph(checkpoint.unet.config, checkpoint.unet.weights, sizeAt(checkpoint, side))
  return { side, recompute, bytes: peakBytes(graph), passes: workOf(graph) / workOf(plain) }
}
