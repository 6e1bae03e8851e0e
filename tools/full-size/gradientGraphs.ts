// The gradients that measurements take: of an attention loss, and of a LoRA.
import { levelSize } from '../../workers/diffusion/levelSize'
import { randomStreams } from '../../workers/diffusion/random/streams'
import { wordLayers } from '../../workers/diffusion/wordLayers'
import type { Graph } from '../../workers/graph/graph'
import { attentionLossOf } from '../../workers/jobs/attentionLossOf'
import { attentionLayers } from '../../workers/models/attentionLayers'
import { attentionLossGraph } from '../../workers/models/attentionLossGraph'
import { matchMaps } from '../../workers/models/attentionLosses'
import type { Checkpoint } from '../../workers/models/checkpoint'
import { unetGraph } from '../../workers/models/unetGraph'
import type { Feeds, Session } from '../../workers/runtime/backend'
import { tensor, type Tensor } from '../../workers/tensor/tensor'
import { loraLesson } from '../../workers/training/loraLesson'
import { withLoss } from '../../workers/training/trainingGraph'

export interface GradientGraph {
  readonly graph: Graph
  /** Inputs that are not to be random. */
  readonly feeds: Readonly<Record<string, Tensor>>
}

export type BuildGradient = (checkpoint: Checkpoint, side: number, recompute: boolean) => GradientGraph

export const sizeAt = ({ textEncoder }: Checkpoint, side: number) => ({
  batch: 1,
  height: side,
  width: side,
  length: textEncoder.config.maxPositions,
})
export const timestep = tensor(Float32Array.of(501), [1])

/** Attend-and-Excite's loss and its gradient with respect to the sample. */
export const exciteGradient: BuildGradient = (checkpoint, side, recompute) => {
  const { config, weights } = checkpoint.unet
  const size = sizeAt(checkpoint, side)
  const traits = { attention: attentionLayers(config), sampleSize: config.sampleSize }
  const { layers, level } = wordLayers(traits, 'Attend-and-Excite')
  const [height, width] = levelSize([side, side], level)
  const loss = attentionLossOf(
    {
      kind: 'exciteWords',
      layers: layers.map(({ path }) => path),
      size: [height, width],
      words: [[2], [5]],
      chunk: size.length,
    },
    size.length,
  )
  const options = { ...size, taps: loss.layers, lossScale: loss.lossScale, recompute }
  return {
    graph: attentionLossGraph(config, weights, options, loss.build),
    feeds: { timestep, ...loss.feeds },
  }
}

/** Pix2Pix Zero's loss, of all cross-attentions, and its gradient with respect to the sample. */
export function matchGradient(checkpoint: Checkpoint, side: number): GradientGraph {
  const { config, weights } = checkpoint.unet
  const size = sizeAt(checkpoint, side)
  const taps = attentionLayers(config).flatMap(({ kind, path }) => (kind === 'cross' ? [path] : []))
  return { graph: attentionLossGraph(config, weights, { ...size, taps }, matchMaps), feeds: { timestep } }
}

/** The loss of one sample, and its gradients with respect to the factors of a LoRA of rank 8. */
export const loraGradients: BuildGradient = (checkpoint, side, recompute) => {
  const { config, weights } = checkpoint.unet
  const lesson = loraLesson(config, { rank: 8, random: randomStreams(0).stream('main') })
  const graph = unetGraph(config, weights, { ...sizeAt(checkpoint, side), ...lesson.options })
  const names = lesson.trainables.map(({ name }) => name)
  withLoss(graph, names, { comfortable: recompute ? 0 : Infinity })
  const weight = tensor(new Float32Array(side ** 2).fill(1 / side ** 2), [1, 1, side, side])
  const factors = Object.fromEntries(
    lesson.trainables.map(({ name, shape, values }) => [name, tensor(values, shape)]),
  )
  return { graph, feeds: { timestep, loss_weight: weight, ...lesson.constants, ...factors } }
}

/** Of a session that such a graph runs in: what it is to be given, random where nothing is said. */
export function feedsOf({ graph, feeds }: GradientGraph, { inputs }: Session): Feeds {
  const random = randomStreams(0).stream('main')
  return Object.fromEntries(
    inputs.map((name) => [name, feeds[name] ?? random.randn(graph.inputs.get(name)!.shape)]),
  )
}
