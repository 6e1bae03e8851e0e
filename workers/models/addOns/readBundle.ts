// Words of Textual Inversion inside of a LoRA's file, as OneTrainer and scripts for AUTOMATIC1111's web UI put them there:
// "bundle_emb.WORD." before the keys that a file of their own has.
import { PalimpsestError } from '../../../src/shared/errors'
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'
import type { LearnedVectors } from './addOn'
import { messages } from './messages'
import { learnedWord, widthOf } from './readEmbedding'

const PREFIX = 'bundle_emb.'

/** What words may have in them, and what follows them. */
const KEY = /^bundle_emb\.(.+?)\.(string_to_param\..+|[^.]+)$/s

export interface Bundle {
  readonly words: readonly LearnedVectors[]
  /** Numbers a token, of both text encoders together where there are two. */
  readonly textWidth?: number
  /** Keys of words that are no vectors for a prompt. */
  readonly unread: readonly string[]
  /** The other tensors of the file. */
  readonly others: TensorIndex
}

/** @throws PalimpsestError('weights') when words are of different widths, or their vectors for two encoders differ in number. */
export function readBundle(tensors: TensorIndex, name: string): Bundle {
  const [others, byWord, unread] = [
    new Map<string, TensorEntry>(),
    new Map<string, Map<string, TensorEntry>>(),
    [] as string[],
  ]
  for (const [key, entry] of tensors) {
    const [, word, kind] = KEY.exec(key) ?? []
    if (word !== undefined) byWord.set(word, (byWord.get(word) ?? new Map()).set(kind!, entry))
    else if (key.startsWith(PREFIX)) unread.push(key)
    else others.set(key, entry)
  }
  const words: LearnedVectors[] = []
  for (const [word, own] of byWord) {
    const read = learnedWord(own, word, name)
    if (read.learned) words.push(read.learned)
    unread.push(...read.unread.map((key) => `${PREFIX}${word}.${key}`))
  }
  const widths = [...new Set(words.map(widthOf))]
  if (widths.length > 1) throw new PalimpsestError(messages.oneWidth({ name, width: widths.join(' and ') }))
  return { words, unread, others, ...(widths[0] !== undefined && { textWidth: widths[0] }) }
}
