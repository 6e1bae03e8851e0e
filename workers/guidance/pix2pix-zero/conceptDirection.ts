// The way from one concept to another in the text encoder's space: the mean embedding of sentences about the one, less that about the
// other (Parmar et al. 2023, section 3.1).
import type { TextTools } from '../../diffusion/environment'
import { combineLinear } from '../../tensor/arithmetic'
import { tensor, type Tensor } from '../../tensor/tensor'
import { sentencesAbout, sentencesOf } from './sentences'

interface Concepts {
  readonly source: string
  readonly target: string
  /** One's own, one a line; '' for the built-in ones. */
  readonly sourceSentences: string
  readonly targetSentences: string
}

/** [1, length, width] */
export async function conceptDirection(
  { source, target, sourceSentences, targetSentences }: Concepts,
  text: TextTools,
): Promise<Tensor> {
  const [from, to] = [
    await meanOf(source, sourceSentences, text),
    await meanOf(target, targetSentences, text),
  ]
  return combineLinear([
    [1, to],
    [-1, from],
  ])
}

async function meanOf(concept: string, own: string, text: TextTools): Promise<Tensor> {
  const given = sentencesOf(own)
  const sentences = given.length > 0 ? given : sentencesAbout(concept)
  const terms: [number, Tensor][] = []
  for (const sentence of sentences)
    terms.push([1 / sentences.length, await text.encodeIds(text.tokenize(sentence).ids)])
  return combineLinear(terms)
}

/** The embedding, moved along a direction of one chunk; in a longer text, its first chunk is. */
export function movedAlong(embedding: Tensor, direction: Tensor, amount: number): Tensor {
  const data = embedding.data.slice()
  direction.data.forEach((value, at) => {
    if (at < data.length) data[at]! += amount * value
  })
  return tensor(data, embedding.shape)
}
