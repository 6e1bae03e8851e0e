// One Attend-and-Excite gradient and one LoRA step of a checkpoint at 16x16 latents, and what 64x64 would take, reckoned.
import { writeOnnx } from '../../workers/graph/lowering/writeOnnx'
import { peakBytes } from '../../workers/graph/peakBytes'
import { workOf } from '../../workers/graph/workOf'
import type { Checkpoint } from '../../workers/models/checkpoint'
import { unetGraph } from '../../workers/models/unetGraph'
import type { Backend } from '../../workers/runtime/backend'
import { exciteGradient, feedsOf, loraGradients, sizeAt, type BuildGradient } from './gradientGraphs'

export type GradientKind = 'attend-and-excite' | 'lora'

/** What a graph takes that is not run, with blocks kept or computed again. */
interface Reckoned {
  readonly side: number
  readonly recompute: boolean
  readonly bytes: number
  /** Multiplications, over those of a plain pass of one branch at this size. */
  readonly passes: number
}

export interface GradientReport {
  readonly loadSeconds: number
  readonly runSeconds: number
  readonly loss: number
  /** Euclidean norm of all gradients: 0 or NaN would mean that nothing was computed. */
  readonly norm: number
  readonly reckoned: readonly Reckoned[]
}

const SIDE = 16

export async function gradientStep(
  checkpoint: Checkpoint,
  backend: Backend,
  { kind, recompute }: { readonly kind: GradientKind; readonly recompute: boolean },
): Promise<GradientReport> {
  const build = kind === 'lora' ? loraGradients : exciteGradient
  const reckoned = [SIDE, checkpoint.unet.config.sampleSize].flatMap((side) =>
    [false, true].map((recompute) => reckon(checkpoint, build, side, recompute)),
  )
  const built = build(checkpoint, SIDE, recompute)
  const started = performance.now()
  const session = await backend.createSession(writeOnnx(built.graph, backend.target))
  const loaded = performance.now()
  const results = await session.run(feedsOf(built, session))
  const done = performance.now()
  const gradients = [...results].filter(([name]) => name.endsWith('.grad'))
  return {
    loadSeconds: (loaded - started) / 1000,
    runSeconds: (done - loaded) / 1000,
    loss: results.get('loss')!.data[0]!,
    norm: Math.hypot(...gradients.map(([, { data }]) => Math.sqrt(data.reduce((sum, x) => sum + x * x, 0)))),
    reckoned,
  }
}

function reckon(checkpoint: Checkpoint, build: BuildGradient, side: number, recompute: boolean): Reckoned {
  const { graph } = build(checkpoint, side, recompute)
  const plain = unetGraph(checkpoint.unet.config, checkpoint.unet.weights, sizeAt(checkpoint, side))
  return { side, recompute, bytes: peakBytes(graph), passes: workOf(graph) / workOf(plain) }
}
