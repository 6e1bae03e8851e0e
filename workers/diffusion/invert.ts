// Inversion: from a clean picture's latents back to the noise that the sampler would have drawn them from (Song, Meng & Ermon
// 2021, arXiv:2010.02502, equation 14, run backwards). It is written in alpha-bar alone, so it follows the noise levels of any
// sampler; epsilon is asked for at the level that a step goes to, as diffusers' DDIMInverseScheduler does.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { StepPlace } from '../../src/shared/curve'
import { combineLinear, lerp, scale } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import { embeddingAt, type Embedding } from './conditioning'
import type { BranchId } from './guide'
import { messages } from './messages'
import type { RunTask } from './moment'
import { noiseBefore } from './noiseBefore'

export interface InvertOptions {
  /** Clean latents [1, C, h, w], times the VAE's scaling factor. */
  readonly latents: Tensor
  /** The entry whose noise level is reached. */
  readonly start: number
  /** What the picture shows, in place of the branch `cond`'s own embedding. */
  readonly embedding?: Embedding
  /** Classifier-free guidance against `uncond`; 1, the default, is none and reconstructs best. */
  readonly guidance?: number
  /** What stands against it, in place of the branch `uncond`'s own embedding. */
  readonly unconditional?: Embedding
  /** Corrects the noise of each step (Pix2Pix Zero's regularisation). */
  readonly adjust?: (noise: Tensor, place: StepPlace) => Promise<Tensor>
  /** By the sampler's own inverse, which only some have, in place of DDIM's. */
  readonly bySolver?: boolean
}

/**
 * The latents at every noise level from entry `start` on, in the sampler's own parameterisation: element k is that of entry
 * `start + k`, the last one the clean latents themselves.
 */
export async function invert(task: RunTask, options: InvertOptions): Promise<readonly Tensor[]> {
  if (options.bySolver) return invertBySolver(task, options)
  const { scheduler, signal } = task
  const { start, adjust } = options
  const { length: entries } = scheduler.timesteps
  // Variance preserving all the way, whatever the sampler's own form.
  let latents = options.latents
  const path: Tensor[] = [latents]
  for (let entry = entries - 1; entry >= start; entry--) {
    throwIfCancelled(signal)
    const place = { index: entry, count: entries, entry, latents, isScaled: true }
    const guided = await guidedNoise(task, place, options)
    const noise = adjust ? await adjust(guided, place) : guided
    const [from, to] = [scheduler.alphaBar(entry + 1), scheduler.alphaBar(entry)]
    latents = moved(latents, noise, from, to)
    path.unshift(scale(latents, scaleOf(to, scheduler.initNoiseSigma)))
  }
  return path
}

/** Epsilon of the latents of a place, under the picture's description. */
const guidedNoise = (
  task: RunTask,
  place: Parameters<typeof noiseBefore>[1],
  { embedding, unconditional, guidance = 1 }: InvertOptions,
): Promise<Tensor> =>
  noiseBefore(task, place, async (step) => {
    const run = (branch: BranchId, own: Embedding | undefined) =>
      step.run(branch, own && { embedding: embeddingAt(own, place) })
    const cond = await run('cond', embedding)
    return step.epsilon(guidance === 1 ? cond : lerp(await run('uncond', unconditional), cond, guidance))
  })

const drawsNothing = (): never => {
  throw new Error('An inversion draws no noise.')
}

/** As `invert`, by the inverse of the sampler. */
async function invertBySolver(task: RunTask, options: InvertOptions): Promise<readonly Tensor[]> {
  const { scheduler, signal } = task
  const { start, adjust } = options
  const inverse = scheduler.inverse?.()
  if (!inverse) throw new PalimpsestError(messages.otherInverse())
  const { length: entries } = scheduler.timesteps
  const upwards = { ...task, scheduler: inverse }
  let { latents } = options
  let state = inverse.initialState(0)
  // The lowest levels that are the clean picture's own.
  const path: Tensor[] = Array.from({ length: entries - inverse.timesteps.length + 1 }, () => latents)
  for (let entry = 0; entries - path.length >= start; entry++) {
    throwIfCancelled(signal)
    const index = entries - path.length
    const place = { index, count: entries, entry, latents }
    const guided = await guidedNoise(upwards, place, options)
    const noise = adjust ? await adjust(guided, place) : guided
    ;({ sample: latents, state } = inverse.step(noise, latents, entry, state, drawsNothing))
    path.unshift(latents)
  }
  return path
}

/** x at noise level `to`, by the clean estimate and the noise of x at `from`. */
function moved(latents: Tensor, noise: Tensor, from: number, to: number): Tensor {
  const signal = Math.sqrt(to / from)
  return combineLinear([
    [signal, latents],
    [Math.sqrt(1 - to) - signal * Math.sqrt(1 - from), noise],
  ])
}

/** Samplers in sigma space keep x0 + sigma noise, which is the variance preserving sample over sqrt(alpha-bar). */
const scaleOf = (alphaBar: number, initNoiseSigma: number): number =>
  initNoiseSigma === 1 ? 1 : 1 / Math.sqrt(alphaBar)
