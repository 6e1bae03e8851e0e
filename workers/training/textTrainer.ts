// Captions through a text encoder in which a new word's vectors train.
import { gradient } from '../graph/gradient'
import type { Graph } from '../graph/graph'
import { reduceSum } from '../graph/operators/broadcast'
import { multiply } from '../graph/operators/elementwise'
import { writeOnnx } from '../graph/lowering/writeOnnx'
import { clipTextGraph } from '../models/clipTextGraph'
import type { ClipTextConfig } from '../models/clipTextConfig'
import type { OpenedNetwork } from '../models/openNetwork'
import type { Backend } from '../runtime/backend'
import { tensor, zeros, type Tensor } from '../tensor/tensor'
import { placeVectors } from '../text/placeVectors'
import type { WordVectors } from './lesson'

export interface TextTrainer {
  /** Token ids, those of the new word beyond the vocabulary, to [1, L, D]. */
  encode(ids: Int32Array): Promise<Tensor>
  /** The gradient of the word's vectors [n, D], given that of a caption's embedding. */
  backward(ids: Int32Array, embedding: Tensor): Promise<Float32Array>
  dispose(): Promise<void>
}

/** @param length tokens of every caption */
export async function createTextTrainer(
  encoder: OpenedNetwork<ClipTextConfig>,
  { vectors }: WordVectors,
  {
    backend,
    length,
    clipSkip,
  }: { readonly backend: Backend; readonly length: number; readonly clipSkip: number },
): Promise<TextTrainer> {
  const { config, weights } = encoder
  const graphOf = () => clipTextGraph(config, weights, { length, clipSkip, learned: true })
  const forward = await backend.createSession(writeOnnx(graphOf(), backend.target))
  const backward = await backend.createSession(writeOnnx(backwardGraph(graphOf()), backend.target))
  const placed = (ids: Int32Array) =>
    placeVectors(ids, tensor(vectors.values, vectors.shape), config.vocabSize) ??
    withoutWord(ids, config.hiddenSize)
  return {
    encode: async (ids) => (await forward.run({ ...placed(ids) })).get('hidden')!,
    async backward(ids, embedding) {
      const results = await backward.run({ ...placed(ids), upstream: embedding })
      return gathered(ids, results.get('learned_embeddings.grad')!, { vectors, vocabSize: config.vocabSize })
    },
    dispose: async () => {
      await forward.release()
      await backward.release()
    },
  }
}

/** Only the gradient of the vectors, given that of the embedding (`upstream`): a product whose derivative it is. */
function backwardGraph(graph: Graph): Graph {
  const hidden = graph.outputs.get('hidden')!
  const loss = reduceSum(multiply(hidden, graph.input('upstream', hidden.shape)), [0, 1, 2])
  const [vectors] = gradient(loss, [graph.inputs.get('learned_embeddings')!])
  graph.keepOutputs([])
  graph.output('learned_embeddings.grad', vectors!)
  return graph
}

const withoutWord = (ids: Int32Array, width: number) => ({
  input_ids: { data: ids, shape: [1, ids.length] },
  learned_embeddings: zeros([1, ids.length, width]),
  from_table: tensor(new Float32Array(ids.length).fill(1), [1, ids.length, 1]),
})

/** A vector's gradient is the sum of those of the places where it stands. */
function gathered(
  ids: Int32Array,
  { data }: Tensor,
  { vectors, vocabSize }: { readonly vectors: WordVectors['vectors']; readonly vocabSize: number },
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
