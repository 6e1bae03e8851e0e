// The way from one concept to another in the text encoder's space: the mean embedding of sentences about the one, less that about the
// other (Parmar et al. 2023, section 3.1).
import { PalimpsestError } from '../../../src/shared/errors'
import type { GuideEnvironment, TextTools } from '../../diffusion/environment'
import { combineTexts, type TextEmbedding } from '../../diffusion/textEmbedding'
import type { TokenizedText } from '../../text/clipTokenizer'
import { tensor, type Tensor } from '../../tensor/tensor'
import { messages } from './messages'
import { sentencesAbout, sentencesOf } from './sentences'

interface Concepts {
  readonly source: string
  readonly target: string
  /** One's own, one a line; '' for the built-in ones. */
  readonly sourceSentences: string
  readonly targetSentences: string
}

/** @throws PalimpsestError('recipe') where nothing is read of a concept, or both are the same */
export async function conceptDirection(
  { source, target, sourceSentences, targetSentences }: Concepts,
  { text, note }: Pick<GuideEnvironment, 'text' | 'note'>,
): Promise<TextEmbedding> {
  const from = readSentences(source, sourceSentences, text)
  const to = readSentences(target, targetSentences, text)
  if (from.map(({ ids }) => ids.join()).join('|') === to.map(({ ids }) => ids.join()).join('|'))
    throw new PalimpsestError(messages.sameConcepts())
  const cut = [...from, ...to].filter(({ dropped }) => dropped.length > 0)
  if (cut.length > 0) note(messages.sentencesCut({ tokens: text.maxLength - 2, count: cut.length }))
  return combineTexts([
    [1, await meanOf(to, text)],
    [-1, await meanOf(from, text)],
  ])
}

function readSentences(concept: string, own: string, text: TextTools): readonly TokenizedText[] {
  const given = sentencesOf(own)
  const unread = (given.length > 0 ? given : [concept]).find((one) => text.tokenize(one).words.length === 0)
  if (unread !== undefined) throw new PalimpsestError(messages.nothingRead({ text: unread }))
  return (given.length > 0 ? given : sentencesAbout(concept)).map((sentence) => text.tokenize(sentence))
}

async function meanOf(sentences: readonly TokenizedText[], text: TextTools): Promise<TextEmbedding> {
  const terms: [number, TextEmbedding][] = []
  for (const { ids } of sentences) terms.push([1 / sentences.length, await text.encodeIds(ids)])
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
