// Files of Textual Inversion (Gal et al. 2022, arXiv:2208.01618): a word, and the vectors that stand for it.
import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'
import type { Embedding } from './addOn'

/** More words than any file holds; a file of more small tensors is something else. */
const MOST_WORDS = 16

/** Whether a file could be one: a few lists of vectors, whose keys are no weights of layers. */
export const looksLikeEmbedding = (tensors: TensorIndex): boolean =>
  tensors.size > 0 &&
  tensors.size <= MOST_WORDS &&
  [...tensors].every(([key, { shape }]) => isVectors(shape) && !/\.(?:weight|bias)$/.test(key))

const isVectors = ({ length }: readonly number[]): boolean => length === 1 || length === 2

/**
 * @param name the file's, without ending: the word of a file that does not say it (AUTOMATIC1111's).
 * @throws PalimpsestError('weights') when it is for two text encoders, holds no vectors, or its vectors differ in width.
 */
export function readEmbedding(
  tensors: TensorIndex,
  name: string,
): Pick<Embedding, 'words' | 'textWidth' | 'triggerWords'> {
  const [narrow, wide] = [tensors.get('clip_l'), tensors.get('clip_g')]
  if (narrow && wide)
    throw new PalimpsestError(
      'weights',
      `The embedding "${name}" is for Stable Diffusion XL: it has vectors of ${widthOf(narrow)} and ${widthOf(wide)} numbers for its two text encoders, and checkpoints here have one.`,
      'Choose an embedding for the family of the checkpoint.',
    )
  const words = [...tensors].map(([key, vectors]) => ({
    word: (key === 'emb_params' || key === 'clip_l' || key === 'clip_g' ? name : key).trim(),
    vectors,
  }))
  const widths = [...new Set(words.map(({ vectors }) => widthOf(vectors)))]
  const [textWidth] = widths
  if (textWidth === undefined || widths.length > 1 || words.some(({ vectors }) => vectors.byteLength === 0))
    throw new PalimpsestError(
      'weights',
      `The embedding "${name}" has vectors of ${widths.join(' and ')} numbers.`,
      'Choose an embedding whose vectors are of one width, that of the checkpoint’s text encoder.',
    )
  if (words.some(({ word }) => word === ''))
    throw new PalimpsestError(
      'weights',
      'The embedding has no word.',
      'Rename its file: the name is the word.',
    )
  return { words, textWidth, triggerWords: words.map(({ word }) => word) }
}

const widthOf = ({ shape }: TensorEntry): number => shape.at(-1)!
