// Files of Textual Inversion (Gal et al. 2022, arXiv:2208.01618): a word, and the vectors that stand for it.
import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'
import type { Embedding, LearnedVectors } from './addOn'
import { messages } from './messages'

/** More words than any file holds; a file of more small tensors is something else. */
const MOST_WORDS = 16

/** Whether a file could be one: a few lists of vectors, whose keys are no weights of layers. */
export const looksLikeEmbedding = (tensors: TensorIndex): boolean =>
  tensors.size > 0 &&
  tensors.size <= MOST_WORDS &&
  [...tensors].every(([key, { shape }]) => isVectors(shape) && !/\.(?:weight|bias)$/.test(key))

const isVectors = ({ length }: readonly number[]): boolean => length === 1 || length === 2

/**
 * @param name the file's, without ending: the word of a file that does not say it (AUTOMATIC1111's, and those for Stable
 *   Diffusion XL).
 * @throws PalimpsestError('weights') when it holds no vectors, or its vectors differ in width or, for two text encoders, in number.
 */
export function readEmbedding(
  tensors: TensorIndex,
  name: string,
): Pick<Embedding, 'words' | 'textWidth' | 'triggerWords'> {
  const words = forTwoEncoders(tensors, name) ?? forOneEncoder(tensors, name)
  const widths = [...new Set(words.map(widthOf))]
  const [textWidth] = widths
  if (textWidth === undefined || widths.length > 1 || words.some(({ vectors }) => vectors.byteLength === 0))
    throw new PalimpsestError(messages.oneWidth({ name, width: widths.join(' and ') }))
  if (words.some(({ word }) => word === '')) throw new PalimpsestError(messages.noWord())
  return { words, textWidth, triggerWords: words.map(({ word }) => word) }
}

const forOneEncoder = (tensors: TensorIndex, name: string): readonly LearnedVectors[] =>
  [...tensors].map(([key, vectors]) => ({
    word: (key === 'emb_params' || key === 'clip_l' || key === 'clip_g' ? name : key).trim(),
    vectors,
  }))

function forTwoEncoders(tensors: TensorIndex, name: string): readonly LearnedVectors[] | undefined {
  const [vectors, secondVectors] = [tensors.get('clip_l'), tensors.get('clip_g')]
  if (!vectors || !secondVectors) return undefined
  const [count, second] = [countOf(vectors), countOf(secondVectors)]
  if (count !== second) throw new PalimpsestError(messages.vectorsOfTwo({ name, count, second }))
  return [{ word: name.trim(), vectors, secondVectors }]
}

const countOf = ({ shape }: TensorEntry): number => (shape.length === 1 ? 1 : shape[0]!)

const widthOf = ({ vectors, secondVectors }: LearnedVectors): number =>
  vectors.shape.at(-1)! + (secondVectors?.shape.at(-1) ?? 0)
