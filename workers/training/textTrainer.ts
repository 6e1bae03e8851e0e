// Captions through a text encoder in which something trains: the vectors of a new word, or a LoRA over its weights.
import { gradient } from '../graph/gradient'
import type { Graph } from '../graph/graph'
import { liveNodes } from '../graph/lowering/liveNodes'
import { reduceSum } from '../graph/operators/broadcast'
import { multiply } from '../graph/operators/elementwise'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { clipTextGraph } from '../models/clipTextGraph'
import type { ClipTextConfig } from '../models/clipTextConfig'
import type { OpenedNetwork } from '../models/openNetwork'
import type { Backend } from '../runtime/backend'
import { tensor, zeros, type Tensor } from '../tensor/tensor'
import { placeVectors } from '../text/placeVectors'
import type { Lesson, WordVectors } from './lesson'

export interface TextTrainer {
  /** Token ids, those of the new word beyond the vocabulary, to [1, L, D]. */
  encode(ids: Int32Array): Promise<Tensor>
  /** The gradients of what trains, by name, given that of a caption's embedding. */
  backward(ids: Int32Array, embedding: Tensor): Promise<Map<string, Float32Array>>
  dispose(): Promise<void>
}

interface TextTrainerOptions {
  readonly backend: Backend
  /** Tokens of every caption. */
  readonly length: number
  readonly clipSkip: number
}

const vectorsInput = 'learned_embeddings'

/** @param lesson with words, or with a text encoder that trains */
export async function createTextTrainer(
  { config, weights }: OpenedNetwork<ClipTextConfig>,
  { words, text }: Pick<Lesson, 'words' | 'text'>,
  { backend, length, clipSkip }: TextTrainerOptions,
): Promise<TextTrainer> {
  const graphOf = () =>
    clipTextGraph(config, weights, {
      length,
      clipSkip,
      learned: words !== undefined,
      ...(text && { overlays: text.overlays }),
    })
  const wanted = [...(words ? [vectorsInput] : []), ...(text?.trainables.map(({ name }) => name) ?? [])]
  const forwardGraph = graphOf()
  const backwardGraph = withGradients(graphOf(), wanted)
  const forward = await backend.createSession(writeOnnx(forwardGraph, backend.target))
  const backward = await backend.createSession(writeOnnx(backwardGraph, backend.target))
  const feedsOf = (graph: Graph, ids: Int32Array) => {
    const feeds = {
      ...(words ? placed(ids, words, config) : { input_ids: { data: ids, shape: [1, ids.length] } }),
      ...text?.constants,
      ...Object.fromEntries(
        (text?.trainables ?? []).map(({ name, values, shape }) => [name, tensor(values, shape)]),
      ),
    }
    const read = new Set(liveNodes(graph).flatMap(({ inputs }) => inputs))
    return Object.fromEntries(Object.entries(feeds).filter(([name]) => read.has(graph.inputs.get(name)!)))
  }
  return {
    encode: async (ids) => (await forward.run(feedsOf(forwardGraph, ids))).get('hidden')!,
    async backward(ids, embedding) {
      const results = await backward.run({ ...feedsOf(backwardGraph, ids), upstream: embedding })
      const gradients = new Map<string, Float32Array>()
      for (const { name } of text?.trainables ?? []) gradients.set(name, results.get(`${name}.grad`)!.data)
      if (words) {
        const rows = results.get(`${vectorsInput}.grad`)!
        gradients.set(words.vectors.name, gathered(ids, rows, words, config.vocabSize))
      }
      return gradients
    },
    dispose: async () => {
      await forward.release()
      await backward.release()
    },
  }
}

/** Only the gradients of inputs, given that of the embedding (`upstream`): of a product whose derivative that is. */
function withGradients(graph: Graph, wanted: readonly string[]): Graph {
  const hidden = graph.outputs.get('hidden')!
  const loss = reduceSum(multiply(hidden, graph.input('upstream', hidden.shape)), [0, 1, 2])
  const gradients = gradient(
    loss,
    wanted.map((name) => graph.inputs.get(name)!),
  )
  graph.keepOutputs([])
  wanted.forEach((name, at) => graph.output(`${name}.grad`, gradients[at]!))
  return graph
}

const placed = (ids: Int32Array, { vectors }: WordVectors, { vocabSize, hiddenSize }: ClipTextConfig) =>
  placeVectors(ids, tensor(vectors.values, vectors.shape), vocabSize) ?? {
    input_ids: { data: ids, shape: [1, ids.length] },
    [vectorsInput]: zeros([1, ids.length, hiddenSize]),
    from_table: tensor(new Float32Array(ids.length).fill(1), [1, ids.length, 1]),
  }

/** A vector's gradient is the sum of those of the places where it stands. */
function gathered(
  ids: Int32Array,
  { data }: Tensor,
  { vectors }: WordVectors,
  vocabSize: number,
): Float32Array {
  const width = vectors.shape[1]!
  const sum = new Float32Array(vectors.values.length)
  for (const [at, id] of ids.entries()) {
    const row = (id - vocabSize) * width
    if (row < 0) continue
    for (let k = 0; k < width; k++) sum[row + k] = sum[row + k]! + data[at * width + k]!
  }
  return sum
}
