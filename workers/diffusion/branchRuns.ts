// The UNet runs at one set of latents: inputs of all guides applied, predictions turned into epsilon, runs at the latents
// themselves made once and, for all branches that the step needs, together.
import { concatChannels } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { AttentionLoss, LossGradient } from './attentionLoss'
import { embeddingAt, type Embedding } from './conditioning'
import type { UNetCall, UNetOutput } from './denoiser'
import type { BranchId, UNetInputs } from './guide'
import { joinInputs } from './joinInputs'
import { askedBy, MissingBranch } from './missingBranch'
import type { Moment } from './moment'
import type { Reuse } from './reuse'
import { noiseFromOutput } from './schedulers/prediction'
import type { RunOptions, Step, UNetRun } from './step'
import type { TextEmbedding } from './textEmbedding'
import { crop } from './views'

interface BranchPlan {
  readonly branch: BranchId
  readonly taps: readonly string[]
  readonly own?: Tensor
  readonly reuse?: Reuse
  /** Its noise from that of `cond`, in place of a run. */
  readonly beside?: (cond: Tensor) => Tensor
}

/** What the UNet makes of some calls, which are still being put together. */
type Denoise = (calls: Promise<readonly UNetCall[]>) => Promise<readonly UNetOutput[]>

/**
 * Of how many views, of which there is one at least, the runs are begun together. All groups are as large as each other but the last: each size of a batch is a
 * session of its own.
 */
export function viewsTogether(views: readonly BranchRuns[]): number {
  const most = Math.max(1, views[0]!.together())
  return Math.ceil(views.length / Math.ceil(views.length / most))
}

/**
 * Begins the runs that a step needs in each of some views, as one call of the denoiser: views of one size are a batch. `run` gives what it
 * makes of them once it is asked.
 */
export function beginTogether(views: readonly BranchRuns[]): void {
  const [first] = views
  const waiting: Promise<readonly UNetCall[]>[] = []
  let outputs: Promise<readonly UNetOutput[]> | undefined
  const join: Denoise = async (calls) => {
    const before = waiting.slice()
    waiting.push(calls)
    // The others join in the same turn.
    outputs ??= Promise.resolve().then(() => first!.denoise(Promise.all(waiting).then((all) => all.flat())))
    const all = await outputs
    const from = (await Promise.all(before)).flat().length
    return all.slice(from, from + (await calls).length)
  }
  for (const view of views) view.begin(join)
}

export class BranchRuns {
  private readonly shared = new Map<
    BranchId,
    { readonly taps: readonly string[]; readonly run: Promise<UNetRun> }
  >()

  /** @param overrides embeddings in place of the branches' own (a second trajectory's prompt) */
  constructor(
    private readonly moment: Moment,
    private readonly step: Step,
    private readonly overrides: ReadonlyMap<BranchId, Embedding> = new Map(),
  ) {}

  /** The noise per branch of the runs at the latents themselves, for traces. */
  async sharedNoise(): Promise<Map<BranchId, Tensor>> {
    const runs = [...this.shared].map(async ([id, { run }]) => [id, (await run).noise] as const)
    return new Map(await Promise.all(runs))
  }

  run(branch: BranchId, { latents, embedding, taps = [] }: RunOptions = {}): Promise<UNetRun> {
    const known = this.shared.get(branch)
    if (latents || embedding || (known && !taps.every((tap) => known.taps.includes(tap))))
      return this.runFurther(branch, latents ?? this.moment.latents, taps, embedding)
    // Whoever asks first has the taps of their choice in the run that all share.
    if (!known) this.runShared(branch, taps, this.denoise)
    return this.shared.get(branch)!.run
  }

  /** How many views like this one are worth one call of the denoiser; 0 where not even its own branches are. */
  together(): number {
    const { latents, expected, task } = this.moment
    const [, , height, width] = latents.shape as [number, number, number, number]
    return Math.floor((task.denoiser.samplesTogether?.(height, width) ?? 0) / Math.max(1, expected.length))
  }

  /** Begins the runs that the step needs at its own latents. */
  begin(denoise: Denoise): void {
    this.runShared('cond', [], denoise)
  }

  readonly denoise: Denoise = async (calls) => {
    const { denoiser, signal } = this.moment.task
    const all = await calls
    try {
      return await denoiser.run(all, signal)
    } finally {
      for (const { residuals } of all) residuals?.release?.()
    }
  }

  /** As `Step.gradient`. */
  async gradient(
    branch: BranchId,
    loss: AttentionLoss,
    { latents = this.moment.latents, embedding }: Pick<RunOptions, 'latents' | 'embedding'> = {},
  ): Promise<LossGradient> {
    const sample = this.moment.scaled(latents)
    const { taps: _, ...call } = await this.callFor(
      branch,
      latents,
      sample,
      embedding ?? this.embeddingOf(branch),
      [],
    )
    const { denoiser, signal } = this.moment.task
    const result = await denoiser
      .gradient({ ...call, loss }, signal)
      .finally(() => call.residuals?.release?.())
    // Extra channels stand behind the latents' own.
    const ofLatents = result.gradient.data.subarray(0, latents.data.length)
    return { ...result, gradient: tensor(ofLatents, latents.shape) }
  }

  private async runFurther(
    branch: BranchId,
    latents: Tensor,
    taps: readonly string[],
    embedding?: TextEmbedding,
  ): Promise<UNetRun> {
    const sample = this.moment.scaled(latents)
    const call = this.callFor(branch, latents, sample, embedding ?? this.embeddingOf(branch), taps)
    const [run] = this.asNoise(await this.denoise(call.then((one) => [one])), sample)
    return run as UNetRun
  }

  private runShared(branch: BranchId, taps: readonly string[], denoise: Denoise): void {
    const { expected } = this.moment
    const wanted = (expected.includes(branch) ? expected : [branch]).filter((id) => !this.shared.has(id))
    if (wanted.length === 0) return
    const told = new Map(wanted.map((id) => [id, [...new Set([...this.tapsOf(id), ...taps])]]))
    const all = this.runTogether(told, denoise)
    wanted.forEach((id, at) => {
      const one = all.then((runs) => runs[at] as UNetRun)
      // The branch that was asked for reports the failure; the others must not report it as unhandled.
      one.catch(() => {})
      this.shared.set(id, { taps: told.get(id)!, run: one })
    })
  }

  private async runTogether(
    taps: ReadonlyMap<BranchId, readonly string[]>,
    denoise: Denoise,
  ): Promise<UNetRun[]> {
    const { index, memory } = this.moment
    const plans = [...taps].map(([branch, told]) => this.planOf(branch, told))
    const run = plans.filter(({ beside }) => !beside)
    // All at once: what the branches ask of one network beside the checkpoint can be run together.
    const calling = Promise.all(run.map((plan) => this.callOf(plan)))
    // The sampler goes on from the step's latents: it is their noise that a prediction stands for, wherever it was made.
    const outputs = this.asNoise(await denoise(calling), this.moment.scaled(this.moment.latents))
    const calls = await calling
    const runs = new Map(run.map(({ branch }, at) => [branch, outputs[at]!]))
    for (const [at, { branch, reuse }] of run.entries())
      if (reuse && !calls[at]!.deep?.given) memory?.keep(branch, { index, ...outputs[at]! })
    return Promise.all(
      plans.map(async ({ branch, beside }) => {
        if (!beside) return runs.get(branch)!
        const cond = runs.get('cond') ?? (await this.run('cond'))
        return { noise: beside(cond.noise), taps: new Map() }
      }),
    )
  }

  /** How a branch is run at the step's own latents: at others of a guide's, and with what it takes over from earlier steps. */
  private planOf(branch: BranchId, taps: readonly string[]): BranchPlan {
    const { acting, memory } = this.moment
    const own = acting.map(({ guide }) => guide.branchLatents?.(branch, this.step)).find((one) => one)
    // Attention is read of whole runs only, and what was kept belongs to the step's own latents.
    if (!memory || own || taps.length > 0) return { branch, taps, ...(own && { own }) }
    const reuse = acting.map(({ guide }) => guide.reuse?.(this.step)).find((one) => one)
    const beside = reuse?.takes && reuse.differences ? memory.beside(branch) : undefined
    return { branch, taps, ...(reuse && { reuse }), ...(beside && { beside }) }
  }

  private async callOf({ branch, taps, own, reuse }: BranchPlan): Promise<UNetCall> {
    const { latents, memory } = this.moment
    const seen = own ?? latents
    const call = await this.callFor(branch, seen, this.moment.scaled(seen), this.embeddingOf(branch), taps)
    const given = reuse?.takes ? memory?.deep(branch) : undefined
    return reuse ? { ...call, deep: { depth: reuse.depth, ...(given && { given }) } } : call
  }

  /** What the checkpoint predicts, as the noise of a sample. */
  private asNoise(
    outputs: readonly UNetOutput[],
    sample: Tensor,
  ): readonly (UNetRun & { readonly deep?: Tensor })[] {
    const { prediction } = this.moment.task
    return outputs.map(({ output, taps, deep }) => ({
      noise: noiseFromOutput(prediction, output, sample, this.moment.alphaBar),
      taps,
      ...(deep && { deep }),
    }))
  }

  private embeddingOf(branch: BranchId): TextEmbedding {
    const { view, task } = this.moment
    const standIn = view.branches?.get(branch) ?? branch
    const embedding = this.overrides.get(branch) ?? task.conditioning.branches.get(standIn)?.embedding
    if (!embedding) throw new MissingBranch(branch)
    return embeddingAt(embedding, this.moment)
  }

  private tapsOf(branch: BranchId): readonly string[] {
    const { acting, task } = this.moment
    return [...new Set(acting.flatMap(({ guide }) => guide.taps?.(branch, task.conditioning) ?? []))]
  }

  private async callFor(
    branch: BranchId,
    latents: Tensor,
    sample: Tensor,
    embedding: TextEmbedding,
    taps: readonly string[],
  ): Promise<UNetCall> {
    const { task, acting, timestep, view } = this.moment
    const channels = task.guides.flatMap(({ guide }) =>
      guide.channels ? [crop(guide.channels(branch), view)] : [],
    )
    const wholeSample = concatChannels([sample, ...channels])
    const run = { branch, latents, sample, wholeSample, embedding, step: this.step }
    let inputs: UNetInputs = {}
    for (const active of acting) {
      const given = active.guide.inputs?.(run)
      if (given) inputs = joinInputs(inputs, await askedBy(active, given))
    }
    return { sample: wholeSample, timestep, embedding, taps, view, ...inputs }
  }
}
