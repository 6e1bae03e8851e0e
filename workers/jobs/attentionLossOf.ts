// A loss that a guide asks for, as a graph and what that is fed.
import { PalimpsestError } from '../../src/shared/errors'
import type { AttentionLoss } from '../diffusion/attentionLoss'
import type { BuildAttentionLoss } from '../models/attentionLossGraph'
import { exciteWords, matchMaps } from '../models/attentionLosses'
import type { Feeds } from '../runtime/backend'
import { tensor } from '../tensor/tensor'
import { messages } from './messages'

interface BuiltLoss {
  /** Losses of one key have one graph. */
  readonly key: string
  readonly build: BuildAttentionLoss
  readonly layers: readonly string[]
  readonly feeds: Feeds
  /** So that in float16 small gradients do not vanish and large ones, of a sum over all pixels, fit. Powers of two cost no digit. */
  readonly lossScale: number
}

/** Added to the sharpened attention of tokens that do not take part: their share of the softmax is then 0, in float16 too. */
const LEFT_OUT = -1e4

/** @param tokens length of the text's embedding */
export function attentionLossOf(loss: AttentionLoss, tokens: number): BuiltLoss {
  if (loss.kind === 'matchMaps')
    return {
      key: 'match maps',
      build: matchMaps,
      layers: [...loss.references.keys()],
      feeds: Object.fromEntries([...loss.references].map(([path, map]) => [`reference.${path}`, map])),
      lossScale: 16,
    }
  const { layers, words, chunk } = loss
  const [height, width] = loss.size
  const ofWords = new Float32Array(tokens * words.length)
  words.forEach((positions, word) => {
    for (const position of positions) {
      if (position >= tokens) throw beyondEncoder(position)
      ofWords[position * words.length + word] = 1
    }
  })
  const bias = new Float32Array(tokens)
  for (let first = 0; first < tokens; first += chunk)
    for (const position of [first, Math.min(first + chunk, tokens) - 1]) bias[position] = LEFT_OUT
  return {
    key: `excite ${words.length} words of ${height}x${width}`,
    build: exciteWords({ height, width }, words.length),
    layers,
    lossScale: 256,
    feeds: { word_tokens: tensor(ofWords, [tokens, words.length]), token_bias: tensor(bias, [tokens]) },
  }
}

const beyondEncoder = (position: number) => new PalimpsestError(messages.tokenBeyond({ position }))
