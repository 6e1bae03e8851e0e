// What of a picture each word of its prompts made, those of its parts (regions) among them: the cross-attention of its tokens, summed
// while the edit is run once more, or while a picture that was made otherwise is looked at, noised, with the prompt as its caption.
import { PalimpsestError } from '../../src/shared/errors'
import type { MappedWord } from '../../src/shared/protocol/answers'
import type { WordMapKind } from '../../src/shared/protocol/request'
import type { Region } from '../../src/shared/pixels'
import type { Conditioning } from '../diffusion/conditioning'
import type { GuideEnvironment } from '../diffusion/environment'
import type { BranchId, Guide } from '../diffusion/guide'
import { promptWords, type PromptWords } from '../diffusion/promptWords'
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
  /** The recipe's prompt, then those of parts of the picture. */
  readonly prompts: readonly string[]
  /** One prompt's behind the other's, each in the order in which they were typed. */
  readonly words: readonly MappedWord[]
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
 * @throws PalimpsestError as `runEdit` does; 'recipe' where no prompt has words
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
  const planned = [...(await planGuides(recipe, networks)), watcher]
  const end = of === 'edit' ? 'decoding' : 'denoising'
  await runUntil(end, [{ ...request, recipe }, planned, networks], others)
  const { region } = readInputs(recipe, request.images, networks.traits)
  return { ...seen.record!.result(), ...(region && { region }) }
}

/** A prompt of a run, of the branch that reads it. */
interface ReadPrompt extends PromptWords {
  readonly branch: BranchId
  readonly prompt: string
}

/** The words of a run, and the sums of what they were given. */
class WordRecord {
  private prompts: readonly ReadPrompt[] = []
  private readonly sums: AttentionSums

  constructor(private readonly env: GuideEnvironment) {
    this.sums = new AttentionSums(env.traits)
  }

  /** What a guide needs that is to see the words. */
  get hooks(): Pick<Guide, 'condition' | 'taps'> {
    return {
      condition: async (conditioning) => {
        this.prompts = this.promptsOf(conditioning)
        return conditioning
      },
      taps: (branch) => (branch === 'cond' ? this.sums.taps : []),
    }
  }

  private promptsOf({ branches }: Conditioning): readonly ReadPrompt[] {
    const { recipe, text, schedule } = this.env
    const typed = [...branches].flatMap(([branch, { prompt }]) =>
      prompt === undefined ? [] : [{ branch, prompt }],
    )
    const all = [{ branch: 'cond', prompt: recipe.prompt }, ...typed].map((one) => ({
      ...one,
      ...promptWords(one.prompt, text, schedule.steps),
    }))
    if (all.every(({ words }) => words.length === 0)) throw noWords()
    return all
  }

  async add({ index, count, view, runWithTaps }: Step): Promise<void> {
    const branch = view.branches?.get('cond') ?? 'cond'
    const of = this.prompts.findIndex((one) => one.branch === branch)
    const prompt = this.prompts[of]
    if (!prompt) return
    const { taps } = await runWithTaps('cond')
    const part = prompt.parts.find(({ until }) => index < until * count - 1e-9) ?? prompt.parts.at(-1)!
    this.sums.add({ view, taps, of, positions: part.positions })
  }

  result(): Pick<SeenWords, 'prompts' | 'words' | 'maps' | 'carried'> {
    if (this.sums.isEmpty) throw noStep()
    const [, , height, width] = this.env.latentShape as [number, number, number, number]
    const counts = this.prompts.map(({ words }) => words.length)
    const { maps, carried, means } = this.sums.mean([height, width], counts)
    const words = this.prompts
      .flatMap(({ words }, of) => words.map((word) => ({ ...word, of })))
      .map((word, at) => ({ ...word, mean: means[at]! }))
    return { prompts: this.prompts.map(({ prompt }) => prompt), words, maps, carried }
  }
}

/** A guide that changes nothing and sees every step. */
function watchEdit(record: WordRecord, onStep: WordHooks['onStep']): Guide {
  return {
    ...record.hooks,
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
    ...record.hooks,
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
