// What a guide may know of the checkpoint.
import type { AttentionLayer } from '../../src/shared/attentionLayer'

export interface CheckpointTraits {
  /** Channels that the UNet takes: 4, or with a picture (8), a depth map (5) or a mask and a picture (9) beside the latents. */
  readonly inChannels: number
  readonly latentChannels: number
  /** Whether a picture's latents have a variance, so that they are drawn; those of a tiny autoencoder have none. */
  readonly latentsVary: boolean
  /** Latent pixels on a side that it was trained at. */
  readonly sampleSize: number
  /** Width of the guidance-scale embedding of a distilled UNet; 0 for others. */
  readonly timestepCondWidth: number
  /** Width of the text's embedding: 768 for Stable Diffusion 1, 1024 for 2. */
  readonly crossAttentionDim: number
  /** Stable Diffusion XL: two text encoders, an embedding of the whole text, and the picture's size beside the timestep. */
  readonly isXl: boolean
  /** Of each text encoder's embeddings; together they are the text's. */
  readonly textWidths: readonly number[]
  /** What the UNet's way down hands to its way up. */
  readonly skips: number
  /** Every attention layer of the UNet, in the order in which it runs them. */
  readonly attention: readonly AttentionLayer[]
}

/** Whether it was trained to follow instructions: it sees the picture's latents beside its own (InstructPix2Pix). */
export const followsInstructions = ({
  inChannels,
  latentChannels,
}: Pick<CheckpointTraits, 'inChannels' | 'latentChannels'>): boolean => inChannels === 2 * latentChannels
