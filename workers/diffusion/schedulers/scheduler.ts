// A sampler, as the loop and the guides see it.
import type { SchedulerId } from '../../../src/shared/recipe'
import type { Tensor } from '../../tensor/tensor'

/**
 * One sampler over a fixed list of timesteps. Pure: every state is explicit, so that each view of MultiDiffusion can carry
 * its own. Samples are [1, C, h, w] in the sampler's own parameterisation: variance preserving (VP), or x0 + sigma noise
 * for the Euler samplers and Heun's.
 */
export interface Scheduler<State = unknown> {
  readonly id: SchedulerId
  /**
   * One entry per UNet call, noisiest first (PNDM repeats its second timestep: steps + 1 entries). May be fractional for
   * samplers in sigma space.
   */
  readonly timesteps: readonly number[]
  /** Entries of one step but the last, 1 where it is left out: a run that begins at a picture begins with a whole step. */
  readonly runsPerStep?: number
  /** Standard deviation of the initial latents. */
  readonly initNoiseSigma: number
  /** alpha-bar of entry `index` (sigma samplers: 1 / (1 + sigma^2)); `timesteps.length` is the end, the clean side. */
  alphaBar(index: number): number
  /** What the UNet sees at entry `index`: the sample itself for VP samplers, x / sqrt(sigma^2 + 1) for sigma ones. */
  scaleModelInput(sample: Tensor, index: number): Tensor
  /** Forward process to entry `index`, in this sampler's own parameterisation (diffusers' `add_noise`). */
  addNoise(original: Tensor, noise: Tensor, index: number): Tensor
  /** Clean estimate x0 from the (unscaled) sample and its epsilon, clipped where the configuration clips. */
  predictOriginal(sample: Tensor, noise: Tensor, index: number): Tensor
  /**
   * The same sampler from a clean picture to noise, where there is one: its entries are the noise levels from the clean side on, one
   * for each of this one's (the lowest may be left out), its last level the noisiest.
   */
  inverse?(): Scheduler<State>
  /** State before the first step. `startIndex` is the first entry used: image-to-image leaves out the noisiest ones. */
  initialState(startIndex: number): State
  /**
   * One step from entry `index` to the next. `noise` is epsilon, whatever the checkpoint predicts. `random` gives standard
   * normal tensors; it is called only by stochastic samplers, as often and in the same order as diffusers draws.
   */
  step(
    noise: Tensor,
    sample: Tensor,
    index: number,
    state: State,
    random: RandomNormal,
  ): { readonly sample: Tensor; readonly state: State }
}

/** Standard normal numbers of a shape. */
export type RandomNormal = (shape: readonly number[]) => Tensor
