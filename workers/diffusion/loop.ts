// The denoising loop. There is one; every technique hooks into it as a guide.
import { throwIfCancelled } from '../../src/shared/cancelling'
import type { Tensor } from '../tensor/tensor'
import { beginTogether, viewsTogether } from './branchRuns'
import { canvasDraws } from './canvasDraws'
import { canvasOf, cutCanvas } from './cutCanvas'
import type { BranchId } from './guide'
import { askedBy } from './missingBranch'
import { makeStep, sharedSteps } from './makeStep'
import type { RunTask } from './moment'
import { runReference } from './reference'
import { viewMemories } from './reuse'
import { crop, merge, wholeCanvas, type View } from './views'

export interface Denoising extends RunTask {
  /** Starting latents, and the first entry of the scheduler's timesteps that is used. */
  readonly latents: Tensor
  readonly start: number
}

export interface StepDone {
  /** 0-based position of the step that is done. */
  readonly index: number
  readonly count: number
  /** After the scheduler's step and every guide's `afterStep`: [1, C, h, w], still times the VAE's scaling factor. */
  readonly latents: Tensor
  /** Clean estimate, for a preview. */
  readonly original: Tensor
  /** Epsilon of each branch that was run at the step's own latents (of the first view). */
  readonly branchNoise: ReadonlyMap<BranchId, Tensor>
}

/**
 * Runs the steps, one at each demand for the next.
 * @throws PalimpsestError('cancelled') before the next UNet run, once the signal is aborted.
 */
export async function* denoise(task: Denoising): AsyncGenerator<StepDone, void> {
  const { scheduler, guides, start, signal } = task
  const count = scheduler.timesteps.length - start
  const canvas = canvasOf(guides, task.latents.shape)
  const whole = wholeCanvas(canvas)
  const views = cutCanvas(guides, canvas, whole)
  const states = views.map(() => scheduler.initialState(start))
  const references = new Map(
    guides.flatMap(({ key, guide }) => {
      const trajectory = guide.reference?.(task.conditioning)
      return trajectory ? [[key, runReference(task, trajectory, canvas)] as const] : []
    }),
  )
  const memoryOf = viewMemories()
  let latents = task.latents

  for (let index = 0; index < count; index++) {
    throwIfCancelled(signal)
    const place = { index, count, entry: start + index }
    const referenceAt = (key: string) => {
      const reference = references.get(key)
      if (!reference) throw new RangeError(`The guide "${key}" has no second trajectory.`)
      return reference.runsAt(place)
    }
    const stepAt = sharedSteps((own, view) =>
      makeStep(task, { ...place, latents: own, view, memory: memoryOf(view) }, referenceAt),
    )
    const { acting } = stepAt(latents, whole).moment

    for (const active of acting)
      latents = await askedBy(
        active,
        active.guide.beforeStep?.(latents, stepAt(latents, whole).step) ?? latents,
      )

    const draw = canvasDraws(task.random, latents.shape)
    const parts: { view: View; latents: Tensor; original: Tensor }[] = []
    let branchNoise: ReadonlyMap<BranchId, Tensor> = new Map()
    const cut = views.map((view) => {
      const part = crop(latents, view)
      return { view, ...stepAt(view.start ? view.start(part, stepAt(part, view).step) : part, view) }
    })
    const all = cut.map(({ runs }) => runs)
    const together = viewsTogether(all)
    for (const [at, { view, step, runs }] of cut.entries()) {
      if (at % together === 0) beginTogether(all.slice(at, at + together))
      throwIfCancelled(signal)
      let noise = await step.run('cond')
      for (const active of acting) noise = await askedBy(active, active.guide.combine?.(noise, step) ?? noise)
      for (const active of acting)
        noise = await askedBy(active, active.guide.afterCombine?.(noise, step) ?? noise)
      const next = scheduler.step(noise, step.latents, place.entry, states[at], draw(view))
      states[at] = next.state
      if (at === 0) branchNoise = await runs.sharedNoise()
      parts.push({ view, latents: next.sample, original: step.predictOriginal(noise) })
    }

    const before = stepAt(latents, whole).step
    latents = merge(parts, latents.shape)
    for (const active of acting)
      latents = await askedBy(active, active.guide.afterStep?.(latents, before) ?? latents)
    for (const reference of references.values()) await reference.advance(place, draw(whole))
    const original = merge(
      parts.map(({ view, original }) => ({ view, latents: original })),
      latents.shape,
    )
    yield { index, count, latents, original, branchNoise }
  }
  throwIfCancelled(signal)
}
