// Loss and gradients of batches through one UNet.
import type { Graph } from '../graph/graph'
import { liveNodes } from '../graph/lowering/liveNodes'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import type { Backend, Session } from '../runtime/backend'
import { memoryOf } from '../runtime/memoryOf'
import { peakBytes } from '../graph/peakBytes'
import { splitBatch, stackBatch } from '../tensor/batch'
import { sizeOf, tensor, type Tensor } from '../tensor/tensor'
import type { TrainingBytes } from './fitsMemory'
import type { NoisedSample } from './objective'
import type { Trainable } from './trainable'
import { lossInputs, withLoss } from './trainingGraph'

export interface TrainingSample extends NoisedSample {
  readonly timestep: number
  /** The caption's embedding, [1, L, D]. */
  readonly embedding: Tensor
  /** Its share of the loss; the plain mean over a batch is 1 / batch. */
  readonly share: number
  /** What a ControlNet sees, [1, 3, H, W]. */
  readonly hint?: Tensor
  /** Where the picture counts, [1, 1, h, w]; everywhere, where nothing is said. */
  readonly mask?: Tensor
}

export interface LossAndGradients {
  readonly loss: number
  /** By trainable. */
  readonly gradients: Map<string, Float32Array>
  /** Of each sample's embedding, where the text trains. */
  readonly embeddingGradients: readonly Tensor[]
}

export interface UNetTrainer {
  step(samples: readonly TrainingSample[]): Promise<LossAndGradients>
  dispose(): Promise<void>
}

const text = 'encoder_hidden_states'

/**
 * @param graph a UNet's, with the trainables among its inputs; the loss is appended to it
 * @param options `trainsText`: the gradients of the embeddings are given as well
 * @throws PalimpsestError('device') when the session cannot be made
 */
export async function createUNetTrainer(
  graph: Graph,
  trainables: readonly Trainable[],
  {
    backend,
    trainsText,
    constants = {},
    allow,
  }: {
    readonly backend: Backend
    readonly trainsText: boolean
    readonly constants?: Readonly<Record<string, Tensor>>
    /** Told what a step takes before anything is loaded; throws where that is too much. */
    readonly allow?: (bytes: TrainingBytes) => void
  },
): Promise<UNetTrainer> {
  const names = trainables.map(({ name }) => name)
  allow?.(withLossOf(graph, trainables, { backend, trainsText }))
  const model = writeOnnx(graph, backend.target)
  const session: Session = await backend.createSession(model)
  const read = new Set(liveNodes(graph).flatMap(({ inputs }) => inputs))
  const isRead = (name: string) => read.has(graph.inputs.get(name)!)
  return {
    async step(samples) {
      const feeds: Record<string, Tensor> = {
        ...constants,
        sample: stackBatch(samples.map(({ sample }) => sample)),
        timestep: tensor(
          Float32Array.from(samples, ({ timestep }) => timestep),
          [samples.length],
        ),
        [text]: stackBatch(samples.map(({ embedding }) => embedding)),
        [lossInputs.target]: stackBatch(samples.map(({ target }) => target)),
        [lossInputs.weight]: stackBatch(samples.map(weightOf)),
      }
      const hints = samples.flatMap(({ hint }) => hint ?? [])
      if (hints.length > 0) feeds['hint'] = stackBatch(hints)
      for (const { name, shape, values } of trainables) feeds[name] = tensor(values, shape)
      const results = await session.run(
        Object.fromEntries(Object.entries(feeds).filter(([name]) => isRead(name))),
      )
      return {
        loss: results.get('loss')!.data[0]!,
        gradients: new Map(names.map((name) => [name, results.get(`${name}.grad`)!.data])),
        embeddingGradients: trainsText ? splitBatch(results.get(`${text}.grad`)!) : [],
      }
    },
    dispose: () => session.release(),
  }
}

/** Appends the loss and its gradients to a UNet's graph. @returns what a step of it takes, with nothing loaded yet */
export function withLossOf(
  graph: Graph,
  trainables: readonly Trainable[],
  { backend, trainsText }: { readonly backend: Pick<Backend, 'name'>; readonly trainsText: boolean },
): TrainingBytes {
  const names = trainables.map(({ name }) => name)
  withLoss(graph, trainsText ? [...names, text] : names, memoryOf(backend))
  return bytesOf(graph, trainables)
}

/** What trains has a gradient and two moments beside it, and stands in the graph as well. */
function bytesOf(graph: Graph, trainables: readonly Trainable[]): TrainingBytes {
  const trained = trainables.reduce((sum, { values }) => sum + values.byteLength, 0)
  const weights = new Set(
    liveNodes(graph).flatMap(({ inputs }) => inputs.filter((one) => one.origin.kind === 'weight')),
  )
  const stored = [...weights].reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0)
  return { standing: stored + 4 * trained, passing: peakBytes(graph) - stored }
}

/** What each pixel's mean squared error counts, [1, 1, h, w]: the share, spread over the pixels that count. */
function weightOf({ sample, share, mask }: TrainingSample): Tensor {
  const [, , height = 0, width = 0] = sample.shape
  const area = height * width
  if (!mask) return tensor(new Float32Array(area).fill(share / area), [1, 1, height, width])
  const counted = mask.data.reduce((sum, value) => sum + value, 0)
  return tensor(
    mask.data.map((value) => (value * share) / counted),
    [1, 1, height, width],
  )
}
