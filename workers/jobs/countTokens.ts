// How much of the text encoder's length a prompt takes, for the page to show while it is typed.
import { parsePrompt } from '../../src/shared/prompt/parsePrompt'
import { promptOverSteps } from '../../src/shared/prompt/promptOverSteps'
import type { PromptSyntax } from '../../src/shared/prompt/promptSyntax'
import type { TokenCount } from '../../src/shared/protocol/answers'
import { createClipTokenizer, type ClipTokenizer, type TokenizerFiles } from '../text/clipTokenizer'

// Making one for a vocabulary of 49,408 takes a quarter of a second.
const tokenizers = new WeakMap<TokenizerFiles, ClipTokenizer>()

interface Reading {
  readonly syntax: PromptSyntax
  readonly steps: number
}

/**
 * The tokens of a prompt, its weights and brackets aside: of prompts that are joined all, of a blend the longest, and where
 * words change over the steps the most at once.
 */
export function countTokens(files: TokenizerFiles, text: string, { syntax, steps }: Reading): TokenCount {
  const tokenizer = tokenizers.get(files) ?? createClipTokenizer(files)
  tokenizers.set(files, tokenizer)
  const counts = promptOverSteps(parsePrompt(text, { syntax, steps }), steps).map(({ prompt }) => {
    const parts = prompt.parts.map(({ fragments }) =>
      fragments.reduce((sum, fragment) => sum + tokenizer.tokenize(fragment.text).words.length, 0),
    )
    return prompt.join === 'blend' ? Math.max(...parts) : parts.reduce((sum, count) => sum + count, 0)
  })
  const strangers = isSmall(files) ? strangersIn(text, { syntax, steps }, tokenizer) : []
  return {
    count: Math.max(...counts),
    room: tokenizer.maxLength - 2,
    ...(strangers.length > 0 && { strangers }),
  }
}

/** CLIP's 49,408 entries put any word together from pieces that it has met; a few hundred do not. */
const isSmall = ({ vocab }: TokenizerFiles): boolean => Object.keys(vocab).length < 4096

/** Words of two letters and more that the vocabulary has only in pieces, each once. */
function strangersIn(text: string, reading: Reading, tokenizer: ClipTokenizer): string[] {
  const words = promptOverSteps(parsePrompt(text, reading), reading.steps).flatMap(({ prompt }) =>
    prompt.parts.flatMap(({ fragments }) =>
      fragments.flatMap((fragment) => fragment.text.match(/[\p{L}\p{M}]{2,}/gu) ?? []),
    ),
  )
  return [...new Set(words)].filter((word) => tokenizer.tokenize(word).tokens.length > 1)
}
