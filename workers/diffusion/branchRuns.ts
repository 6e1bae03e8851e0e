// The UNet runs at one set of latents: inputs of all guides applied, predictions turned into epsilon, runs at the latents
// themselves made once and, for all branches that the step needs, together.
import { concatChannels } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { AttentionLoss, LossGradient } from './attentionLoss'
import { embeddingAt, type Embedding } from './conditioning'
import type { UNetCall } from './denoiser'
import type { BranchId, UNetInputs } from './guide'
import { joinInputs } from './joinInputs'
import type { Moment } from './moment'
import { noiseFromOutput } from './schedulers/prediction'
import type { RunOptions, Step, UNetRun } from './step'
import type { TextEmbedding } from './textEmbedding'
import { crop } from './views'

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
    if (!known) this.runShared(branch, taps)
    return this.shared.get(branch)!.run
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
    const result = await denoiser.gradient({ ...call, loss }, signal)
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
    const call = await this.callFor(branch, latents, sample, embedding ?? this.embeddingOf(branch), taps)
    const [run] = await this.runAll([call], sample)
    return run as UNetRun
  }

  private runShared(branch: BranchId, taps: readonly string[]): void {
    const { expected } = this.moment
    const wanted = expected.includes(branch) ? expected.filter((id) => !this.shared.has(id)) : [branch]
    const told = new Map(wanted.map((id) => [id, [...new Set([...this.tapsOf(id), ...taps])]]))
    const all = this.runTogether(told)
    wanted.forEach((id, at) => {
      const one = all.then((runs) => runs[at] as UNetRun)
      // The branch that was asked for reports the failure; the others must not report it as unhandled.
      one.catch(() => {})
      this.shared.set(id, { taps: told.get(id)!, run: one })
    })
  }

  private async runTogether(taps: ReadonlyMap<BranchId, readonly string[]>): Promise<UNetRun[]> {
    const { latents, acting, index, memory } = this.moment
    const sample = this.moment.scaled(latents)
    const reuse = memory && acting.map(({ guide }) => guide.reuse?.(this.step)).find((one) => one)
    const calls = new Map<BranchId, UNetCall>()
    const beside = new Map<BranchId, (cond: Tensor) => Tensor>()
    for (const [branch, told] of taps) {
      const own = acting.map(({ guide }) => guide.branchLatents?.(branch, this.step)).find((one) => one)
      // Attention is read of whole runs only, and what was kept belongs to the step's own latents.
      const taken = own || told.length > 0 ? undefined : reuse
      const difference = taken?.takes && taken.differences ? memory?.beside(branch) : undefined
      if (difference) {
        beside.set(branch, difference)
        continue
      }
      const seen = own ? this.moment.scaled(own) : sample
      const call = await this.callFor(branch, own ?? latents, seen, this.embeddingOf(branch), told)
      const given = taken?.takes ? memory?.deep(branch) : undefined
      calls.set(branch, taken ? { ...call, deep: { depth: taken.depth, ...(given && { given }) } } : call)
    }
    // The sampler goes on from the step's latents: it is their noise that a prediction stands for, wherever it was made.
    const outputs = await this.runAll([...calls.values()], sample)
    const runs = new Map([...calls.keys()].map((branch, at) => [branch, outputs[at]!]))
    if (reuse)
      for (const [branch, { noise, deep }] of runs)
        if (!calls.get(branch)?.deep?.given) memory.keep(branch, { index, noise, ...(deep && { deep }) })
    const cond = beside.size > 0 ? (runs.get('cond') ?? (await this.run('cond'))) : undefined
    return [...taps.keys()].map((branch) => {
      const difference = beside.get(branch)
      return difference && cond ? { noise: difference(cond.noise), taps: new Map() } : runs.get(branch)!
    })
  }

  private async runAll(
    calls: readonly UNetCall[],
    sample: Tensor,
  ): Promise<(UNetRun & { readonly deep?: Tensor })[]> {
    const { denoiser, prediction, signal } = this.moment.task
    const outputs = await denoiser.run(calls, signal)
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
    if (!embedding) throw new RangeError(`No guide has added the branch "${branch}".`)
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
    const { task, acting, timestep } = this.moment
    const channels = task.guides.flatMap(({ guide }) =>
      guide.channels ? [this.inView(guide.channels(branch), sample)] : [],
    )
    const wholeSample = concatChannels([sample, ...channels])
    const run = { branch, latents, sample, wholeSample, embedding, step: this.step }
    let inputs: UNetInputs = {}
    for (const { guide } of acting) if (guide.inputs) inputs = joinInputs(inputs, await guide.inputs(run))
    return { sample: wholeSample, timestep, embedding, taps, ...inputs }
  }

  private inView(channels: Tensor, latents: Tensor): Tensor {
    return sameSize(channels, latents) ? channels : crop(channels, this.moment.view)
  }
}

const sameSize = (a: Tensor, b: Tensor) => a.shape[2] === b.shape[2] && a.shape[3] === b.shape[3]
