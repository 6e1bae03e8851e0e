// Prompt weighting: words count more or less, prompts are blended, joined, or change over the steps. What a weight does to an
// embedding is in weightEmbedding.ts; the syntax in src/shared/prompt.
import { noteOf } from '../../../src/shared/errors'
import { parsePrompt } from '../../../src/shared/prompt/parsePrompt'
import { promptOverSteps } from '../../../src/shared/prompt/promptOverSteps'
import type { ParsedPrompt, PromptPart } from '../../../src/shared/prompt/promptSyntax'
import { continued, joined } from '../../diffusion/embeddingLength'
import { combineTexts, withTokens, type TextEmbedding } from '../../diffusion/textEmbedding'
import { lerp } from '../../tensor/arithmetic'
import { defineGuide } from '../defineGuide'
import { readableTokens } from '../../text/readableTokens'
import { messages } from './messages'
import { meta } from './meta'
import { chunksOf } from './textChunks'
import { weightedEmbedding } from './weightEmbedding'

export const promptWeighting = defineGuide(meta, ({ syntax, normalisation, chunks }, env) => {
  const { text: tools, schedule, note } = env
  let noText: Promise<TextEmbedding> | undefined
  const emptyEmbedding = () => (noText ??= tools.encodeIds(tools.frame([])))

  async function embed({ fragments }: PromptPart): Promise<TextEmbedding> {
    const cut = chunksOf(fragments, tools, { onlyFirst: !chunks })
    if (cut.dropped.length > 0)
      note(messages.textCut({ limit: tools.maxLength - 2, rest: readableTokens(cut.dropped) }))
    const empty = await emptyEmbedding()
    return weightedEmbedding(cut.chunks, { normalisation, tools, empty })
  }

  /** compel's `.and()` puts prompts behind each other, its `.blend()` averages them. */
  async function join({ join, normalised, parts }: ParsedPrompt): Promise<TextEmbedding> {
    const embeddings: TextEmbedding[] = []
    for (const part of parts) embeddings.push(await embed(part))
    if (parts.length === 1 && parts[0]!.weight === 1) return embeddings[0]!
    const empty = await emptyEmbedding()
    if (join === 'and')
      return joined(
        embeddings.map((z, at) => {
          const { tokens } = continued(empty, empty, z.tokens.shape[1]!)
          return withTokens(z, lerp(tokens, z.tokens, parts[at]!.weight))
        }),
      )
    const length = Math.max(...embeddings.map(({ tokens }) => tokens.shape[1]!))
    const total = normalised ? parts.reduce((sum, { weight }) => sum + weight, 0) : 1
    return combineTexts(embeddings.map((z, at) => [parts[at]!.weight / total, continued(z, empty, length)]))
  }

  return {
    encode: (plain) => async (text) => {
      const parsed = parsePrompt(text, { syntax, steps: schedule.steps })
      const [problem] = parsed.problems
      if (problem) note(noteOf(problem))
      const isShort = () => tools.tokenize(text).dropped.length === 0
      if (parsed.plain && (!chunks || isShort())) return plain(text)
      const phases: { until: number; embedding: TextEmbedding }[] = []
      for (const { until, prompt } of promptOverSteps(parsed, schedule.steps))
        phases.push({ until, embedding: await join(prompt) })
      return phases.length === 1 ? phases[0]!.embedding : phases
    },
  }
})
