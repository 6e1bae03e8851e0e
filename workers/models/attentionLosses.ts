// Losses of cross-attention maps, as graphs.
import type { Value } from '../graph/graph'
import { relu } from '../graph/operators/activation'
import { reduceSum } from '../graph/operators/broadcast'
import { conv2d } from '../graph/operators/conv2d'
import { add, addScalar, multiply, neg, scale, subtract } from '../graph/operators/elementwise'
import { concat, reshape, transpose } from '../graph/operators/layout'
import { matmul } from '../graph/operators/matmul'
import { reduceMax, reduceMean, softmax } from '../graph/operators/reduce'
import { pad } from '../graph/operators/spatial'
import type { BuildAttentionLoss } from './attentionLossGraph'

/** By which the mean map is sharpened before its softmax. */
const SHARPNESS = 100

/** exp(-(d / (2 sigma))²) with sigma 0.5 at distances -1, 0 and 1: the paper's code, whose Gaussian is wider than its sigma. */
const SMOOTHING = [Math.exp(-1), 1, Math.exp(-1)]

/**
 * Attend-and-Excite (Chefer et al. 2023, arXiv:2301.13826, algorithm 1): 1 less the largest attention that the word which is
 * attended to least is given anywhere. The mean of all maps, which are of `size`, sharpened over the tokens, smoothed.
 * Inputs: `word_tokens` [tokens, words], 1 where a token is of a word; `token_bias` [tokens], added before the softmax: far below 0
 * for tokens that do not take part. Output `word_maps` [words, height, width].
 */
export function exciteWords(
  size: { readonly height: number; readonly width: number },
  words: number,
): BuildAttentionLoss {
  return (graph, maps) => {
    const all = concat([...maps.values()], 1)
    const tokens = all.shape[3]!
    const mean = reduceMean(all, [1])
    const sharpened = add(scale(mean, SHARPNESS), graph.input('token_bias', [tokens]))
    const ofWords = matmul(softmax(sharpened, -1), graph.input('word_tokens', [tokens, words]))
    const images = reshape(transpose(ofWords, [2, 0, 1]), [words, 1, size.height, size.width])
    const smoothed = smooth(images)
    const missing = relu(addScalar(neg(reduceMax(smoothed, [1, 2, 3])), 1))
    const wordMaps = reshape(smoothed, [words, size.height, size.width])
    return { loss: reduceMax(missing, [0], { keepDims: true }), outputs: { word_maps: wordMaps } }
  }
}

/** x [N, 1, h, w], mirrored at its edges. */
function smooth(x: Value): Value {
  const products = SMOOTHING.flatMap((row) => SMOOTHING.map((column) => row * column))
  const sum = products.reduce((total, product) => total + product)
  const kernel = x.graph.constant(
    products.map((product) => product / sum),
    [1, 1, 3, 3],
  )
  return conv2d(pad(x, [1, 1, 1, 1], { mode: 'reflect' }), kernel)
}

/**
 * Pix2Pix Zero (Parmar et al. 2023, arXiv:2302.03027, section 3.2): squared distances to reference maps, summed over pixels, tokens
 * and layers, averaged over heads. Inputs: `reference.<module path>` of each map's shape.
 */
export const matchMaps: BuildAttentionLoss = (graph, maps) => {
  const parts = [...maps].map(([path, map]) => {
    const difference = subtract(map, graph.input(`reference.${path}`, map.shape))
    return scale(reduceSum(multiply(difference, difference), [0, 1, 2, 3]), 1 / map.shape[1]!)
  })
  return { loss: reshape(parts.reduce(add), [1]) }
}
