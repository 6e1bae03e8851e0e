// Before the loop: how texts are read, every guide's conditioning and start, in order.
import { scale } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import { embeddingAt, mapEmbedding, type Conditioning, type Embedding, type EncodeText } from './conditioning'
import { continued } from './embeddingLength'
import type { ActiveGuide, BranchId } from './guide'
import { invert } from './invert'
import type { FoundMask, LatentPlan, RunsBefore } from './latentPlan'
import type { RunTask } from './moment'
import { noiseBefore } from './noiseBefore'
import { noText, type TextEmbedding } from './textEmbedding'

export interface Texts {
  readonly prompt: string
  readonly negativePrompt: string
  /** As the checkpoint reads them. */
  readonly encode: EncodeText
  /** No text at all is zeros, not the embedding of an empty text (`force_zeros_for_empty_prompt`). */
  readonly zerosForNone?: boolean
}

/** Lets each guide change how texts are read and add its branches, and notes whose they are. */
export async function prepareConditioning(
  guides: readonly ActiveGuide[],
  texts: Texts,
): Promise<Pick<RunTask, 'conditioning' | 'branchOwners'>> {
  let encode = texts.encode
  for (const { guide } of guides) if (guide.encode) encode = guide.encode(encode)
  const { prompt, negativePrompt, zerosForNone = false } = texts
  let conditioning: Conditioning = {
    prompt,
    negativePrompt,
    encode,
    encodeNegative: async (text) => {
      const embedding = await encode(text)
      return zerosForNone && text.trim() === '' ? mapEmbedding(embedding, noText) : embedding
    },
    branches: new Map([['cond', { embedding: await encode(prompt) }]]),
  }
  const branchOwners = new Map<BranchId, ActiveGuide>()
  for (const active of guides) {
    if (!active.guide.condition) continue
    const before = conditioning
    conditioning = await active.guide.condition(conditioning)
    for (const id of conditioning.branches.keys()) if (!before.branches.has(id)) branchOwners.set(id, active)
  }
  return { conditioning: await atOneLength(conditioning), branchOwners }
}

/** Texts of several chunks are as long as the longest of them: the others are continued with the embedding of no text. */
async function atOneLength(conditioning: Conditioning): Promise<Conditioning> {
  const lengths = [...conditioning.branches.values()].map(({ embedding }) => lengthOf(embedding))
  const longest = Math.max(...lengths)
  if (lengths.every((length) => length === longest)) return conditioning
  const empty = partsOf(await conditioning.encode(''))[0]!
  const branches = [...conditioning.branches].map(
    ([id, branch]) =>
      [
        id,
        {
          ...branch,
          // No text goes on as no text.
          embedding: mapEmbedding(branch.embedding, (part) =>
            continued(part, isNoText(part) ? part : empty, longest),
          ),
        },
      ] as const,
  )
  return { ...conditioning, branches: new Map(branches) }
}

const isNoText = ({ tokens }: TextEmbedding): boolean => tokens.data.every((value) => value === 0)

const partsOf = (embedding: Embedding): readonly TextEmbedding[] => {
  const parts: TextEmbedding[] = []
  mapEmbedding(embedding, (part) => {
    parts.push(part)
    return part
  })
  return parts
}

const lengthOf = (embedding: Embedding) =>
  Math.max(...partsOf(embedding).map(({ tokens }) => tokens.shape[1] as number))

export interface Start {
  readonly latents: Tensor
  readonly start: number
  readonly found?: FoundMask
}

/** Lets each guide choose the start; where none gives latents, pure noise at the scheduler's initial scale. */
export async function prepareLatents(task: RunTask, noise: () => Tensor): Promise<Start> {
  let plan: LatentPlan = { start: 0, before: runsBefore(task) }
  for (const { guide } of task.guides) if (guide.begin) plan = await guide.begin(plan)
  return {
    latents: plan.latents ?? scale(noise(), task.scheduler.initNoiseSigma),
    start: plan.start,
    ...(plan.found && { found: plan.found }),
  }
}

function runsBefore(task: RunTask): RunsBefore {
  const { length: count } = task.scheduler.timesteps
  return {
    embeddingOf: (branch) => {
      const found = task.conditioning.branches.get(branch)
      if (!found) throw new RangeError(`No guide has added the branch "${branch}".`)
      return found.embedding
    },
    run: (branch, latents, entry, embedding) => {
      const place = { index: entry, count, entry, latents }
      const own = embedding && embeddingAt(embedding, place)
      return noiseBefore(task, place, (step) => step.run(branch, own && { embedding: own }))
    },
    look: async (latents, entry, look) => {
      await noiseBefore(task, { index: entry, count, entry, latents }, async (step) => {
        await look(step)
        return step.latents
      })
    },
    invert: (options) => invert(task, options),
  }
}
