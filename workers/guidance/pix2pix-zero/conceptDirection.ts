// The way from one concept to another in the text encoder's space: the mean embedding of sentences about the one, less that about the
// other (Parmar et al. 2023, section 3.1).
import type { TextTools } from '../../diffusion/environment'
import { combineTexts, type TextEmbedding } from '../../diffusion/textEmbedding'
import { tensor, type Tensor } from '../../tensor/tensor'
import { sentencesAbout, sentencesOf } from './sentences'

interface Concepts {
  readonly source: string
  readonly target: string
  /** One's own, one a line; '' for the built-in ones. */
  readonly sourceSentences: string
  readonly targetSentences: string
}

export async function conceptDirection(
  { source, target, sourceSentences, targetSentences }: Concepts,
  text: TextTools,
): Promise<TextEmbedding> {
  const [from, to] = [
    await meanOf(source, sourceSentences, text),
    await meanOf(target, targetSentences, text),
  ]
  return combineTexts([
    [1, to],
    [-1, from],
  ])
}

async function meanOf(concept: string, own: string, text: TextTools): Promise<TextEmbedding> {
  const given = sentencesOf(own)
  const sentences = given.length > 0 ? given : sentencesAbout(concept)
  const terms: [number, TextEmbedding][] = []
  for (const sentence of sentences)
    terms.push([1 / sentences.length, await text.encodeIds(text.tokenize(sentence).ids)])
  return combineTexts(terms)
}

/** The embedding, moved along a direction of one chunk; in a longer text, its first chunk is. */
export function movedAlong(
  { tokens, pooled }: TextEmbedding,
  direction: TextEmbedding,
  amount: number,
): TextEmbedding {
  const moved = (of: Tensor, along: Tensor) => movedTensor(of, along, amount)
  return {
    tokens: moved(tokens, direction.tokens),
    ...(pooled && direction.pooled && { pooled: moved(pooled, direction.pooled) }),
  }
}

function movedTensor({ data: own, shape }: Tensor, direction: Tensor, amount: number): Tensor {
  const data = own.slice()
  direction.data.forEach((value, at) => {
    if (at < data.length) data[at]! += amount * value
  })
  return tensor(data, shape)
}
