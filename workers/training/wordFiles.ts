// Learned words as diffusers and other programs keep them: a file a word, its vectors under the word itself.
import { writeSafetensors } from '../weights/writeSafetensors'
import { writtenValues, type AveragedValues, type LearnedFile, type WordVectors } from './lesson'

/** "learned_embeds.safetensors", or of several words "learned_embeds_toy.safetensors" for "<toy>" and so on. */
export function wordFiles(
  { words, vectors }: WordVectors,
  averaged?: AveragedValues,
): readonly LearnedFile[] {
  const values = writtenValues(vectors, averaged)
  const width = vectors.shape[1]!
  let row = 0
  return words.map(({ word, count }, at) => {
    const own = values.subarray(row * width, (row += count) * width)
    const plain = word.replaceAll(/[^\p{L}\p{N}]+/gu, '') || String(at + 1)
    return {
      name: words.length === 1 ? 'learned_embeds.safetensors' : `learned_embeds_${plain}.safetensors`,
      bytes: writeSafetensors([{ key: word, shape: [count, width], values: own }]),
    }
  })
}
