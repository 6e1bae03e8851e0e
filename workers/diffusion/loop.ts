// The denoising loop. There is one; every technique hooks into it as a guide.
import { PalimpsestError } from '../../src/shared/errors'
import type { Tensor } from '../tensor/tensor'
import { BranchRuns } from './branchRuns'
import type { Conditioning } from './conditioning'
import type { Denoiser } from './denoiser'
import { actsAt, type ActiveGuide, type BranchId, type Guide } from './guide'
import type { RandomStreams } from './random/streams'
import { noiseFromOutput, outputFromNoise, type PredictionType } from './schedulers/prediction'
import type { Scheduler } from './schedulers/scheduler'
import type { Step } from './step'
import { throwIfCancelled } from '../../src/shared/cancelling'
import { crop, merge, type View } from './views'

export interface Denoising {
  readonly scheduler: Scheduler
  /** What the checkpoint predicts; turned into epsilon at the UNet's edge. */
  readonly prediction: PredictionType
  readonly denoiser: Denoiser
  /** In order of application (techniques: base guidance first, corrections last). */
  readonly guides: readonly ActiveGuide[]
  readonly conditioning: Conditioning
  /** Which guide added a branch; a branch is expected at a step only while its guide acts. `cond` belongs to nobody. */
  readonly branchOwners: ReadonlyMap<BranchId, Guide>
  /** Starting latents, and the first entry of the scheduler's timesteps that is used. */
  readonly latents: Tensor
  readonly start: number
  readonly random: RandomStreams
  readonly signal?: AbortSignal
  readonly onStep?: (done: StepDone) => void | Promise<void>
}

export interface StepDone {
  /** 0-based position of the step that is done. */
  readonly index: number
  readonly count: number
  /** After the scheduler's step and every guide's `afterStep`. */
  readonly latents: Tensor
  /** Clean estimate, for a preview. */
  readonly original: Tensor
  /** Epsilon of each branch that was run at the step's own latents (of the first view). */
  readonly branchNoise: ReadonlyMap<BranchId, Tensor>
}

/**
 * Runs all steps; returns the final latents [1, C, h, w], still times the VAE's scaling factor.
 * @throws PalimpsestError('cancelled') before the next UNet run, once the signal is aborted.
 */
export async function denoise(task: Denoising): Promise<Tensor> {
  const { scheduler, guides, start, signal } = task
  const count = scheduler.timesteps.length - start
  const windows = viewsOf(task)
  const states = (windows ?? [undefined]).map(() => scheduler.initialState(start))
  let latents = task.latents

  for (let index = 0; index < count; index++) {
    throwIfCancelled(signal)
    const acting = guides.filter(({ range }) => actsAt(range, index, count)).map(({ guide }) => guide)
    const stepAt = (own: Tensor, view?: View) =>
      makeStep(task, { acting, index, count, latents: own, ...(view && { view }) })

    for (const guide of acting)
      if (guide.beforeStep) latents = await guide.beforeStep(latents, stepAt(latents).step)

    const draw = canvasDraws(task.random, latents.shape)
    const parts: { view: View; latents: Tensor; original: Tensor }[] = []
    let branchNoise: ReadonlyMap<BranchId, Tensor> = new Map()
    for (const [at, window] of (windows ?? [undefined]).entries()) {
      throwIfCancelled(signal)
      const own = window ? crop(latents, window) : latents
      const { step, runs } = stepAt(own, window)
      let noise = await step.run('cond')
      for (const guide of acting) if (guide.combine) noise = await guide.combine(noise, step)
      for (const guide of acting) if (guide.afterCombine) noise = await guide.afterCombine(noise, step)
      const next = scheduler.step(noise, own, start + index, states[at], draw(window))
      states[at] = next.state
      if (at === 0) branchNoise = await runs.sharedNoise()
      const view = window ?? { top: 0, left: 0, height: own.shape[2] ?? 0, width: own.shape[3] ?? 0 }
      parts.push({ view, latents: next.sample, original: step.predictOriginal(noise) })
    }

    const before = stepAt(latents).step
    latents = windows ? merge(parts, latents.shape) : (parts[0] as { latents: Tensor }).latents
    for (const guide of acting) if (guide.afterStep) latents = await guide.afterStep(latents, before)
    const original = windows
      ? merge(
          parts.map(({ view, original }) => ({ view, latents: original })),
          latents.shape,
        )
      : (parts[0] as { original: Tensor }).original
    await task.onStep?.({ index, count, latents, original, branchNoise })
  }
  throwIfCancelled(signal)
  return latents
}

/** The windows that one guide cuts the canvas into, if any does. */
function viewsOf({ guides, latents }: Denoising): readonly View[] | undefined {
  const cutting = guides.filter(({ guide }) => guide.views)
  const [only] = cutting
  if (!only) return undefined
  if (cutting.length > 1)
    throw new PalimpsestError(
      'recipe',
      `${cutting.map(({ id }) => `"${id}"`).join(' and ')} both cut the canvas into views.`,
      'Keep one of them.',
    )
  if (only.range[0] > 0 || only.range[1] < 1)
    throw new PalimpsestError(
      'recipe',
      `The guide "${only.id}" cuts the canvas into views, which it can only do for all steps.`,
      'Set its range to [0, 1].',
    )
  return only.guide.views?.({ height: latents.shape[2] ?? 0, width: latents.shape[3] ?? 0 })
}

/**
 * Random numbers of the scheduler's step: one draw for the whole canvas, of which each view takes its part, since
 * independent noise in overlapping views would lose variance in their average.
 */
function canvasDraws(random: RandomStreams, canvas: readonly number[]) {
  const drawn: Tensor[] = []
  return (window: View | undefined) => {
    let at = 0
    return (shape: readonly number[]): Tensor => {
      if (!window) return random.stream('main').randn(shape)
      const canvasNoise = (drawn[at] ??= random.stream('main').randn(canvas))
      at++
      return crop(canvasNoise, window)
    }
  }
}

interface StepPlace {
  readonly acting: readonly Guide[]
  readonly index: number
  readonly count: number
  readonly latents: Tensor
  readonly view?: View
}

function makeStep(task: Denoising, place: StepPlace): { step: Step; runs: BranchRuns } {
  const { scheduler, prediction, denoiser, conditioning, branchOwners, start, random, signal } = task
  const { acting, index, count, latents, view } = place
  const entry = start + index
  const alphaBar = scheduler.alphaBar(entry)
  const scaled = () => scheduler.scaleModelInput(latents, entry)
  const step: Step = {
    index,
    count,
    timestep: scheduler.timesteps[entry] as number,
    alphaBar,
    latents,
    ...(view && { view }),
    run: async (branch, options) => (await runs.run(branch, options)).noise,
    runWithTaps: (branch, options) => runs.run(branch, options),
    predictOriginal: (noise) => scheduler.predictOriginal(latents, noise, entry),
    addNoise: (original, noise) => scheduler.addNoise(original, noise, entry),
    addNoiseAfter: (original, noise) =>
      index + 1 < count ? scheduler.addNoise(original, noise, entry + 1) : original,
    toOutput: (noise) => outputFromNoise(prediction, noise, scaled(), alphaBar),
    fromOutput: (output) => noiseFromOutput(prediction, output, scaled(), alphaBar),
    random: (stream, shape) => random.stream(stream).randn(shape),
  }
  const expected = [...conditioning.branches.keys()].filter((id) => {
    const owner = branchOwners.get(id)
    return !owner || acting.includes(owner)
  })
  const allGuides = task.guides.map(({ guide }) => guide)
  const runs = new BranchRuns({
    scheduler,
    prediction,
    denoiser,
    conditioning,
    allGuides,
    guides: acting,
    expected,
    entry,
    step,
    ...(signal && { signal }),
  })
  return { step, runs }
}
