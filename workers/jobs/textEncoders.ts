// A checkpoint's text encoders, one or two, and the embedding that they give together.
import type { TextEmbedding } from '../diffusion/textEmbedding'
import type { Graph } from '../graph/graph'
import type { FittedAddOns, NetworkOverlays } from '../models/addOns/fitAddOns'
import type { Checkpoint } from '../models/checkpoint'
import { clipTextGraph } from '../models/clipTextGraph'
import type { Overlays } from '../models/overlays/overlay'
import type { Feeds, Session } from '../runtime/backend'
import { joinRows } from '../tensor/joinRows'
import { tensor } from '../tensor/tensor'
import { tokenizerWithWords } from '../text/learnedWords'
import { placeVectors } from '../text/placeVectors'
import { endOf, reframed } from '../text/reframe'
import type { EncodeTextOptions } from './networks'

/** Runs the network that `build` gives, or the one that is loaded under `key`, with what is laid over it. */
type Run = (
  key: string,
  build: (overlays: Overlays) => Graph,
  feeds: Feeds,
  laid: NetworkOverlays | undefined,
) => ReturnType<Session['run']>

export function textEncodersOf(
  { textEncoder, tokenizer, secondText }: Checkpoint,
  addOns: FittedAddOns | undefined,
  run: Run,
): (ids: Int32Array, options: EncodeTextOptions) => Promise<TextEmbedding> {
  const words = addOns?.words ?? []
  const first = {
    name: 'text',
    ...textEncoder,
    tokenizer: tokenizerWithWords(tokenizer, words),
    vectors: addOns?.vectors,
    laid: addOns?.textEncoder,
  }
  const second = secondText && {
    name: 'second text',
    ...secondText.encoder,
    tokenizer: tokenizerWithWords(secondText.tokenizer, words),
    vectors: addOns?.secondVectors,
    laid: addOns?.secondTextEncoder,
  }

  async function encodeWith(
    { name, config, weights, tokenizer, vectors, laid }: typeof first,
    ids: Int32Array,
    { clipSkip, attended }: EncodeTextOptions,
  ) {
    const placed = vectors && placeVectors(ids, vectors, config.vocabSize)
    const shape = [1, ids.length]
    const options = {
      length: ids.length,
      clipSkip,
      ...(second && { penultimate: true }),
      ...(attended && { attended: true }),
      ...(placed && { learned: true }),
    }
    return run(
      `${name} ${JSON.stringify(options)}`,
      (overlays) => clipTextGraph(config, weights, { ...options, overlays }),
      {
        input_ids: { data: ids, shape },
        ...(attended && { attended: tensor(attended, shape) }),
        ...placed,
        ...(config.projectionDim !== undefined && { end: tensor(endOf(ids, tokenizer), shape) }),
      },
      laid,
    )
  }

  return async (ids, options) => {
    const own = await encodeWith(first, ids, options)
    if (!second) return { tokens: own.get('hidden')! }
    const other = await encodeWith(second, reframed(ids, first.tokenizer, second.tokenizer), options)
    return {
      tokens: joinRows(own.get('hidden')!, other.get('hidden')!),
      pooled: other.get('pooled')!,
    }
  }
}
