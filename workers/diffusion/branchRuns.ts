// The UNet runs of one step (or of one view of it): inputs of all guides applied, predictions turned into epsilon,
// runs at the step's own latents made once and, for all branches that the step needs, together.
import { add, concatChannels } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import type { Conditioning } from './conditioning'
import type { Denoiser, UNetCall } from './denoiser'
import type { BranchId, Guide, UNetInputs } from './guide'
import { noiseFromOutput, type PredictionType } from './schedulers/prediction'
import type { Scheduler } from './schedulers/scheduler'
import type { RunOptions, Step, UNetRun } from './step'
import { crop } from './views'

export interface BranchRunsOptions {
  readonly scheduler: Scheduler
  readonly prediction: PredictionType
  readonly denoiser: Denoiser
  readonly conditioning: Conditioning
  /** Every guide of the run, in order: whoever owns channels gives them at each step. */
  readonly allGuides: readonly Guide[]
  /** Guides that act at this step, in order. */
  readonly guides: readonly Guide[]
  /** Branches that this step is known to need: they are run together on the first demand for any of them. */
  readonly expected: readonly BranchId[]
  /** Entry of the scheduler's timesteps. */
  readonly entry: number
  readonly step: Step
  readonly signal?: AbortSignal
}

export class BranchRuns {
  private readonly shared = new Map<BranchId, Promise<UNetRun>>()

  constructor(private readonly options: BranchRunsOptions) {}

  /** The noise per branch of the runs at the step's own latents, for traces. */
  async sharedNoise(): Promise<Map<BranchId, Tensor>> {
    const runs = [...this.shared].map(async ([id, run]) => [id, (await run).noise] as const)
    return new Map(await Promise.all(runs))
  }

  run(branch: BranchId, { latents, embedding }: RunOptions = {}): Promise<UNetRun> {
    if (latents || embedding) return this.runFurther(branch, latents ?? this.options.step.latents, embedding)
    if (!this.shared.has(branch)) this.runShared(branch)
    return this.shared.get(branch) as Promise<UNetRun>
  }

  private async runFurther(branch: BranchId, latents: Tensor, embedding?: Tensor): Promise<UNetRun> {
    const [run] = await this.runAll([branch], latents, embedding)
    return run as UNetRun
  }

  private runShared(branch: BranchId): void {
    const { expected, step } = this.options
    const wanted = expected.includes(branch) ? expected.filter((id) => !this.shared.has(id)) : [branch]
    const all = this.runAll(wanted, step.latents)
    wanted.forEach((id, at) => {
      const one = all.then((runs) => runs[at] as UNetRun)
      // The branch that was asked for reports the failure; the others must not report it as unhandled.
      one.catch(() => {})
      this.shared.set(id, one)
    })
  }

  private async runAll(
    branches: readonly BranchId[],
    latents: Tensor,
    embedding?: Tensor,
  ): Promise<UNetRun[]> {
    const { scheduler, denoiser, entry, prediction, signal } = this.options
    const scaled = scheduler.scaleModelInput(latents, entry)
    const calls: UNetCall[] = []
    for (const branch of branches)
      calls.push(await this.callFor(branch, latents, scaled, embedding ?? this.embeddingOf(branch)))
    const outputs = await denoiser.run(calls, signal)
    return outputs.map(({ output, taps }) => ({
      noise: noiseFromOutput(prediction, output, scaled, scheduler.alphaBar(entry)),
      taps,
    }))
  }

  private embeddingOf(branch: BranchId): Tensor {
    const embedding = this.options.conditioning.branches.get(branch)
    if (!embedding) throw new RangeError(`No guide has added the branch "${branch}".`)
    return embedding
  }

  private async callFor(
    branch: BranchId,
    latents: Tensor,
    scaled: Tensor,
    embedding: Tensor,
  ): Promise<UNetCall> {
    const { allGuides, guides, step, scheduler, entry } = this.options
    const channels = allGuides.flatMap((guide) =>
      guide.channels ? [this.inView(guide.channels(branch), scaled)] : [],
    )
    let inputs: UNetInputs = {}
    for (const guide of guides)
      if (guide.inputs) inputs = joinInputs(inputs, await guide.inputs(branch, latents, step))
    return {
      sample: concatChannels([scaled, ...channels]),
      timestep: scheduler.timesteps[entry] as number,
      embedding,
      ...inputs,
    }
  }

  private inView(channels: Tensor, latents: Tensor): Tensor {
    const { view } = this.options.step
    return view && !sameSize(channels, latents) ? crop(channels, view) : channels
  }
}

const sameSize = (a: Tensor, b: Tensor) => a.shape[2] === b.shape[2] && a.shape[3] === b.shape[3]

/** Residuals and features of several guides add up. */
function joinInputs(a: UNetInputs, b: UNetInputs): UNetInputs {
  if (a.timestepCond && b.timestepCond)
    throw new RangeError('Two guides give the UNet a guidance-scale embedding.')
  const residuals =
    a.residuals && b.residuals
      ? { down: addEach(a.residuals.down, b.residuals.down), mid: add(a.residuals.mid, b.residuals.mid) }
      : (a.residuals ?? b.residuals)
  const adapter = a.adapter && b.adapter ? addEach(a.adapter, b.adapter) : (a.adapter ?? b.adapter)
  const timestepCond = a.timestepCond ?? b.timestepCond
  return {
    ...(residuals && { residuals }),
    ...(adapter && { adapter }),
    ...(timestepCond && { timestepCond }),
  }
}

function addEach(a: readonly Tensor[], b: readonly Tensor[]): Tensor[] {
  if (a.length !== b.length) throw new RangeError(`Cannot add ${b.length} residuals to ${a.length}.`)
  return a.map((tensor, at) => add(tensor, b[at] as Tensor))
}
