// Textual Inversion (Gal et al. 2022, arXiv:2208.01618): nothing trains but the vectors of a new word, which begin as those of a
// word that the encoder knows.
import { PalimpsestError } from '../../src/shared/errors'
import type { ClipTextConfig } from '../models/clipTextConfig'
import type { OpenedNetwork } from '../models/openNetwork'
import { readTensor } from '../weights/safetensors'
import type { Lesson, WordVectors } from './lesson'
import { messages } from './messages'
import { wordFile } from './weightsLesson'

export const wordLesson = (words: WordVectors): Lesson => ({
  trainables: [],
  options: {},
  constants: {},
  words,
  files: (averaged) => [wordFile(words, averaged)],
})

interface NewWord {
  readonly word: string
  /** Vectors of it. */
  readonly count: number
  /** The token whose vector they begin as. */
  readonly like: number
}

/** A new word's vectors, as they begin. */
export async function newWord(
  { config, weights }: OpenedNetwork<ClipTextConfig>,
  { word, count, like }: NewWord,
): Promise<WordVectors> {
  const entry = [...weights].find(([key]) => key.endsWith('embeddings.token_embedding.weight'))?.[1]
  if (!entry) throw new PalimpsestError(messages.noTokens())
  const width = config.hiddenSize
  const table = await readTensor(entry)
  const row = table.subarray(like * width, (like + 1) * width)
  const values = new Float32Array(count * width)
  for (let at = 0; at < count; at++) values.set(row, at * width)
  return { word, vectors: { name: 'word_vectors', shape: [count, width], values } }
}
