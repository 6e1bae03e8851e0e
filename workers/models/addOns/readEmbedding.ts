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
  [...tensors].every(([key, { shape }]) => isVectors(shape) && !LAYER.test(key))

const LAYER =
  /\.(?:weight|bias)$|^(?:lora|lycoris)_|^(?:unet|text_encoder|base_model|diffusion_model|transformer)\./

const isVectors = ({ length }: readonly number[]): boolean => length === 1 || length === 2

/** Keys that hold no word: AUTOMATIC1111's, and for Stable Diffusion XL those of the first encoder and of the second. */
const FIRST = /^(?:emb_params|clip_l|text_encoders_0|string_to_param\..+)$/s
const SECOND = /^(?:clip_g|text_encoders_1)$/
const OTHER_ENCODERS = /^(?:t5|llama|qwen|gemma)|^text_encoders_[2-9]$/

/**
 * @param name the file's, without ending: the word of a file that does not say it (AUTOMATIC1111's, and those for Stable
 *   Diffusion XL).
 * @throws PalimpsestError('weights') when it holds no vectors, or its vectors differ in width or, for two text encoders, in number.
 */
export function readEmbedding(
  tensors: TensorIndex,
  name: string,
): Pick<Embedding, 'words' | 'textWidth' | 'triggerWords' | 'unread'> {
  const isNamed = [...tensors.keys()].some((key) => FIRST.test(key) || SECOND.test(key))
  const { learned, unread } = isNamed
    ? learnedWord(tensors, name, name)
    : { learned: undefined, unread: [] as string[] }
  const words = isNamed
    ? learned
      ? [learned]
      : []
    : [...tensors].map(([key, vectors]): LearnedVectors => ({ word: key.trim(), vectors }))
  const widths = [...new Set(words.map(widthOf))]
  const [textWidth] = widths
  if (textWidth === undefined || widths.length > 1 || words.some(({ vectors }) => vectors.byteLength === 0))
    throw new PalimpsestError(messages.oneWidth({ name, width: widths.join(' and ') }))
  if (words.some(({ word }) => word === '')) throw new PalimpsestError(messages.noWord())
  return { words, textWidth, triggerWords: words.map(({ word }) => word), unread }
}

/**
 * The word of tensors whose keys hold none.
 * @param file for sentences
 * @returns `unread`: the keys of what stands beside its vectors
 * @throws PalimpsestError('weights') when it is for other text encoders, or has different numbers of vectors for two.
 */
export function learnedWord(
  tensors: TensorIndex,
  word: string,
  file: string,
): { readonly learned?: LearnedVectors; readonly unread: readonly string[] } {
  const keys = [...tensors.keys()]
  if (keys.some((key) => OTHER_ENCODERS.test(key)))
    throw new PalimpsestError(messages.otherEncoders({ name: file }))
  const [firstKeys, secondKeys] = [FIRST, SECOND].map((kind) => keys.filter((key) => kind.test(key)))
  const [firstKey, secondKey] = [firstKeys![0], secondKeys![0]]
  const vectors = tensors.get(firstKey ?? secondKey ?? '')
  const unread = keys.filter((key) => key !== firstKey && key !== secondKey)
  if (!vectors || !isVectors(vectors.shape)) return { unread: keys }
  const secondVectors = firstKey === undefined ? undefined : tensors.get(secondKey ?? '')
  if (secondVectors && countOf(vectors) !== countOf(secondVectors))
    throw new PalimpsestError(
      messages.vectorsOfTwo({ name: file, count: countOf(vectors), second: countOf(secondVectors) }),
    )
  return { learned: { word: word.trim(), vectors, ...(secondVectors && { secondVectors }) }, unread }
}

const countOf = ({ shape }: TensorEntry): number => (shape.length === 1 ? 1 : shape[0]!)

/** Numbers a token that a word is made of, for both text encoders together. */
export const widthOf = ({ vectors, secondVectors }: LearnedVectors): number =>
  vectors.shape.at(-1)! + (secondVectors?.shape.at(-1) ?? 0)
