// Losses of cross-attention maps whose gradients a guide may ask for. They are data here: how they are computed is behind the
// denoiser.
import type { Tensor } from '../tensor/tensor'

export type AttentionLoss = ExciteWords | MatchMaps

/** 1 less the largest attention that the least attended word is given anywhere, as Attend-and-Excite computes it. */
export interface ExciteWords {
  readonly kind: 'exciteWords'
  /** Cross-attention layers of one size, by module path. */
  readonly layers: readonly string[]
  /** Height and width of their maps. */
  readonly size: readonly [height: number, width: number]
  /** Positions of each word's tokens in the embedding. */
  readonly words: readonly (readonly number[])[]
  /** Positions of the text encoder. The first and the last of each so many take no part: begin and, as a rule, padding. */
  readonly chunk: number
}

/** Squared distance of each layer's map to a reference [1, heads, queries, tokens], as Pix2Pix Zero computes it. */
export interface MatchMaps {
  readonly kind: 'matchMaps'
  readonly references: ReadonlyMap<string, Tensor>
}

export interface LossGradient {
  readonly loss: number
  /** With respect to the sample as the UNet sees it, without extra channels: [1, C, h, w]. */
  readonly gradient: Tensor
  /** The words' smoothed attention in [0, 1], [words, height, width]; of `exciteWords`. */
  readonly wordMaps?: Tensor
}
