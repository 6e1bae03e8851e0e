// How much of the text encoder's length a prompt takes, for the page to show while it is typed.
import { parsePrompt } from '../../src/shared/prompt/parsePrompt'
import { promptOverSteps } from '../../src/shared/prompt/promptOverSteps'
import type { PromptSyntax } from '../../src/shared/prompt/promptSyntax'
import type { TokenCount } from '../../src/shared/protocol'
import { createClipTokenizer, type ClipTokenizer, type TokenizerFiles } from '../text/clipTokenizer'

// Making one for a vocabulary of 49,408 takes a quarter of a second.
const tokenizers = new WeakMap<TokenizerFiles, ClipTokenizer>()

/**
 * The tokens of a prompt, its weights and brackets aside: of prompts that are joined all, of a blend the longest, and where
 * words change over the steps the most at once.
 */
export function countTokens(
  files: TokenizerFiles,
  text: string,
  { syntax, steps }: { readonly syntax: PromptSyntax; readonly steps: number },
): TokenCount {
  const tokenizer = tokenizers.get(files) ?? createClipTokenizer(files)
  tokenizers.set(files, tokenizer)
  const counts = promptOverSteps(parsePrompt(text, { syntax, steps }), steps).map(({ prompt }) => {
    const parts = prompt.parts.map(({ fragments }) =>
      fragments.reduce((sum, fragment) => sum + tokenizer.tokenize(fragment.text).words.length, 0),
    )
    return prompt.join === 'blend' ? Math.max(...parts) : parts.reduce((sum, count) => sum + count, 0)
  })
  return { count: Math.max(...counts), room: tokenizer.maxLength - 2 }
}
