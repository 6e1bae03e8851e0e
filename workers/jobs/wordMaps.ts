// What of a picture each word of a prompt made: the cross-attention of its tokens, summed while the edit is run once more, or while
// a picture that was made otherwise is looked at, noised, with the prompt as its caption.
import { PalimpsestError } from '../../src/shared/errors'
import type { PromptWord } from '../../src/shared/prompt/promptSyntax'
import type { WordMapKind } from '../../src/shared/protocol/request'
import type { Region } from '../../src/shared/pixels'
import type { GuideEnvironment } from '../diffusion/environment'
import type { Guide } from '../diffusion/guide'
import { promptWords } from '../diffusion/promptWords'
import type { Step } from '../diffusion/step'
import type { Tensor } from '../tensor/tensor'
import { AttentionSums } from './attentionSums'
import type { EditHooks, EditRequest } from './editJob'
import { runUntil } from './endEarly'
import { readInputs } from './inputs'
import { messages } from './messages'
import type { Networks } from './networks'
import { planGuides, withImpliedGuides, type PlannedGuide } from './planGuides'

export interface SeenWords {
  /** In the order in which they were typed. */
  readonly words: readonly PromptWord[]
  /** Each word's share of the attention, [words, h, w] in the latents' pixels. */
  readonly maps: Tensor
  /** The same carried along the self-attention, which follow things to their edges. */
  readonly carried: Tensor
  /** The part of the input picture that they lie over; absent: all of the result. */
  readonly region?: Region
}

interface WordHooks extends Pick<EditHooks, 'signal' | 'onStage'> {
  readonly onStep?: (step: number, steps: number) => void
}

/** Noise levels at which a picture is looked at, as shares of the schedule that are left, and how often at each. */
const looks = { levels: [0.6, 0.45, 0.3], draws: 2 } as const

/**
 * In views with a prompt of their own (regions) nothing of the recipe's prompt is read.
 * @throws PalimpsestError as `runEdit` does; 'recipe' for a prompt without words
 */
export async function mapWords(
  request: EditRequest,
  networks: Networks,
  of: WordMapKind,
  hooks: WordHooks = {},
): Promise<SeenWords> {
  const { onStep, ...others } = hooks
  const recipe = withImpliedGuides(request.recipe, networks.traits)
  const seen: { record?: WordRecord } = {}
  const watcher = plannedWatcher(async (env) => {
    const record = new WordRecord(env)
    seen.record = record
    return of === 'edit' ? watchEdit(record, onStep) : await lookAtPicture(record, env, onStep)
  })
  const planned = [...(await planGuides(recipe, networks.traits)), watcher]
  const end = of === 'edit' ? 'decoding' : 'denoising'
  await runUntil(end, [{ ...request, recipe }, planned, networks], others)
  const { region } = readInputs(recipe, request.images)
  return { ...seen.record!.result(), ...(region && { region }) }
}

/** The words of a run, and the sums of what they were given. */
class WordRecord {
  readonly taps: Guide['taps']
  private readonly words: readonly PromptWord[]
  private readonly parts: ReturnType<typeof promptWords>['parts']
  private readonly sums: AttentionSums
  private readonly size: readonly [height: number, width: number]

  constructor(env: GuideEnvironment) {
    const { words, parts } = promptWords(env.recipe.prompt, env.text, env.schedule.steps)
    if (words.length === 0) throw noWords()
    this.words = words
    this.parts = parts
    const [, , height, width] = env.latentShape as [number, number, number, number]
    this.size = [height, width]
    this.sums = new AttentionSums(env.traits, words.length)
    this.taps = (branch) => (branch === 'cond' ? this.sums.taps : [])
  }

  async add({ index, count, view, runWithTaps }: Step): Promise<void> {
    if (view.branches?.has('cond')) return
    const { taps } = await runWithTaps('cond')
    const part = this.parts.find(({ until }) => index < until * count - 1e-9) ?? this.parts.at(-1)!
    this.sums.add(view, taps, part.positions)
  }

  result(): Pick<SeenWords, 'words' | 'maps' | 'carried'> {
    if (this.sums.isEmpty) throw noStep()
    return { words: this.words, ...this.sums.mean(this.size) }
  }
}

/** A guide that changes nothing and sees every step. */
function watchEdit(record: WordRecord, onStep: WordHooks['onStep']): Guide {
  return {
    taps: record.taps!,
    async afterCombine(noise, step) {
      await record.add(step)
      onStep?.(step.index + 1, step.count)
      return noise
    },
  }
}

/** A guide that sees the picture at some noise levels before the first step. */
async function lookAtPicture(
  record: WordRecord,
  env: GuideEnvironment,
  onStep: WordHooks['onStep'],
): Promise<Guide> {
  const { schedule, latentShape } = env
  const clean = await env.imageLatentsMean()
  const entries = looks.levels.flatMap((level) =>
    Array.from({ length: looks.draws }, () => Math.round((1 - level) * (schedule.entries - 1))),
  )
  return {
    taps: record.taps!,
    async begin(plan) {
      for (const [at, entry] of entries.entries()) {
        const noised = schedule.addNoise(clean, env.random('words', latentShape), entry)
        await plan.before.look(noised, entry, (step) => record.add(step))
        onStep?.(at + 1, entries.length)
      }
      return plan
    },
  }
}

function plannedWatcher(create: (env: GuideEnvironment) => Promise<Guide>): PlannedGuide {
  const meta = { id: 'word-maps', label: '', summary: '', paper: '', role: 'correction', fields: {} } as const
  return {
    use: { id: meta.id, key: meta.id, values: {}, range: [0, 1] },
    definition: { meta, create: (_, env) => create(env) },
  }
}

const noWords = () => new PalimpsestError(messages.noWords())

const noStep = () => new PalimpsestError(messages.noStepForWords())
