// Words that were learned (Textual Inversion): a word of n vectors takes n positions, as in diffusers, where it is written out as
// "word word_1 word_2" before the text is tokenized.
import { createClipTokenizer, type ClipTokenizer, type TokenizerFiles } from './clipTokenizer'

export interface LearnedWord {
  readonly word: string
  /** Of its first vector; those of the others follow. They are beyond the vocabulary. */
  readonly firstId: number
  readonly count: number
}

/** A checkpoint's tokenizer that knows some words more. */
export function tokenizerWithWords(files: TokenizerFiles, words: readonly LearnedWord[]): ClipTokenizer {
  if (words.length === 0) return createClipTokenizer(files)
  const tokens = words.flatMap(({ word, firstId, count }) =>
    Array.from({ length: count }, (_, at) => [tokenOf(word, at), firstId + at] as const),
  )
  const tokenizer = createClipTokenizer({
    ...files,
    addedTokens: { ...files.addedTokens, ...Object.fromEntries(tokens) },
  })
  const counts = new Map(words.map(({ word, count }) => [word.toLowerCase(), count]))
  const anyWord = new RegExp(
    [...counts.keys()]
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`))
      .join('|'),
    'gi',
  )
  const writtenOut = (word: string): string =>
    Array.from({ length: counts.get(word.toLowerCase())! }, (_, at) => tokenOf(word, at)).join(' ')
  return { ...tokenizer, tokenize: (text) => tokenizer.tokenize(text.replaceAll(anyWord, writtenOut)) }
}

const tokenOf = (word: string, at: number): string => (at === 0 ? word : `${word}_${at}`)
