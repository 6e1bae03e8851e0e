// Texts that are longer than the text encoder reads, in pieces of its length.
import type { PromptFragment } from '../../../src/shared/prompt/promptSyntax'
import type { TextTools } from '../../diffusion/environment'

/** What the text encoder reads at once. All lists are as long as it is. */
export interface TextChunk {
  readonly ids: Int32Array
  /** 1 for begin, end and padding. */
  readonly weights: Float32Array
  /** Which fragment a token is of; -1 for begin, end and padding. */
  readonly fragments: Int32Array
}

export interface ChunkedText {
  readonly chunks: readonly TextChunk[]
  /** Tokens that are left out where only one chunk is allowed. */
  readonly dropped: readonly string[]
}

interface Token {
  readonly id: number
  readonly written: string
  readonly fragment: number
}

/** Cuts weighted words into chunks: at each `BREAK`, and wherever one is full. */
export function chunksOf(
  fragments: readonly PromptFragment[],
  text: Pick<TextTools, 'maxLength' | 'tokenize' | 'frame'>,
  { onlyFirst }: { readonly onlyFirst: boolean },
): ChunkedText {
  const room = text.maxLength - 2
  const chunks: Token[][] = [[]]
  fragments.forEach((fragment, at) => {
    const { words, tokens, dropped } = text.tokenize(fragment.text)
    const written = [...tokens, ...dropped]
    if (fragment.breakBefore && chunks.at(-1)!.length > 0) chunks.push([])
    words.forEach((id, index) => {
      if (chunks.at(-1)!.length === room) chunks.push([])
      chunks.at(-1)!.push({ id, written: written[index]!, fragment: at })
    })
  })
  const kept = onlyFirst ? chunks.slice(0, 1) : chunks
  return {
    chunks: kept.map((tokens) => chunkOf(tokens, fragments, text)),
    dropped: chunks.slice(kept.length).flatMap((tokens) => tokens.map(({ written }) => written)),
  }
}

function chunkOf(
  tokens: readonly Token[],
  fragments: readonly PromptFragment[],
  { maxLength, frame }: Pick<TextTools, 'maxLength' | 'frame'>,
): TextChunk {
  const weights = new Float32Array(maxLength).fill(1)
  const of = new Int32Array(maxLength).fill(-1)
  tokens.forEach(({ fragment }, at) => {
    weights[at + 1] = fragments[fragment]!.weight
    of[at + 1] = fragment
  })
  return { ids: frame(tokens.map(({ id }) => id)), weights, fragments: of }
}
