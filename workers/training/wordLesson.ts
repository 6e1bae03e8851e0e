// Textual Inversion (Gal et al. 2022, arXiv:2208.01618): nothing trains but the vectors of new words, which begin as those of
// words that the encoder knows.
import { PalimpsestError } from '../../src/shared/errors'
import type { ClipTextConfig } from '../models/clipTextConfig'
import type { OpenedNetwork } from '../models/openNetwork'
import { readTensor } from '../weights/safetensors'
import type { Lesson, WordVectors } from './lesson'
import { messages } from './messages'
import { wordFiles } from './wordFiles'

export const wordLesson = (words: WordVectors): Lesson => ({
  trainables: [],
  options: {},
  constants: {},
  words,
  files: (averaged) => wordFiles(words, averaged),
})

interface NewWord {
  readonly word: string
  /** Vectors of it. */
  readonly count: number
  /** The token whose vector they begin as. */
  readonly like: number
}

/** New words' vectors, as they begin. */
export async function newWords(
  { config, weights }: OpenedNetwork<ClipTextConfig>,
  words: readonly NewWord[],
): Promise<WordVectors> {
  const entry = [...weights].find(([key]) => key.endsWith('embeddings.token_embedding.weight'))?.[1]
  if (!entry) throw new PalimpsestError(messages.noTokens())
  const width = config.hiddenSize
  const table = await readTensor(entry)
  const rows = words.flatMap(({ count, like }) => Array<number>(count).fill(like))
  const values = new Float32Array(rows.length * width)
  for (const [at, row] of rows.entries())
    values.set(table.subarray(row * width, (row + 1) * width), at * width)
  return { words, vectors: { name: 'word_vectors', shape: [rows.length, width], values } }
}
