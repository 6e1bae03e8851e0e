// Where denoising starts: from pure noise, a noised picture, or an inversion. Guides rewrite it in turn.
import type { Tensor } from '../tensor/tensor'

export interface LatentPlan {
  /** Latents at the first timestep used, [1, C, h, w]. Absent: pure noise at the scheduler's initial scale. */
  readonly latents?: Tensor
  /** First entry of the scheduler's timesteps that is used. */
  readonly start: number
  readonly context: PlanContext
}

/** What a guide may use to choose its start. The random draws happen in the order of the calls, each once (ADR 0003). */
export interface PlanContext {
  /** How much of the noise schedule is used, 0 to 1; absent where the recipe does not say. */
  readonly strength?: number
  /** The scheduler's number of entries (UNet calls of a whole run). */
  readonly entries: number
  /** The number of steps that the recipe asks for. */
  readonly steps: number
  /** The input picture at working size, [1, 3, H, W] in [-1, 1]; absent where the recipe names none. */
  readonly image?: Tensor
  /** White (1) where the edit may act, black (0) elsewhere, [1, 1, H, W], binary; absent where the recipe names none. */
  readonly mask?: Tensor
  /** The VAE's posterior mean of a picture, unscaled (InstructPix2Pix). */
  readonly encodeMode: (image: Tensor) => Promise<Tensor>
  /** A sample of the VAE's posterior times the scaling factor; draws from the main stream. */
  readonly encodeSample: (image: Tensor) => Promise<Tensor>
  /** `encodeSample` of the input picture, drawn once however many guides ask. */
  readonly imageLatents: () => Promise<Tensor>
  /** The initial standard normal noise of the run, drawn once however many guides ask. */
  readonly noise: () => Tensor
  /** Standard normal numbers from the main stream, in diffusers' order of draws. */
  readonly mainNoise: (shape: readonly number[]) => Tensor
  /** The forward process: clean latents and noise to entry `index`. */
  readonly addNoise: (original: Tensor, noise: Tensor, index: number) => Tensor
  /** Standard normal numbers from a stream of the guide's own, which shifts nobody else's. */
  readonly random: (stream: string, shape: readonly number[]) => Tensor
}
