// What is laid over a checkpoint's weights, which stay as they are in their file: differences (LoRA and its kin) and
// replacements (Custom Diffusion), each times a strength that is an input of the graph, so that it can be changed without
// reading or building anything again.
import type { Shape } from '../../graph/graph'
import type { TensorEntry } from '../../weights/safetensors'

/** A tensor of an overlay: as it lies in its file, or an input of the graph, as what is being trained is. */
export type Factor = TensorEntry | { readonly input: string; readonly shape: Shape }

/** A weight written as fewer numbers. */
export type Product =
  | { readonly whole: Factor }
  /** up [out, r] down [r, in, ...]; axes of extent 1 may follow. */
  | { readonly up: Factor; readonly down: Factor }
  /** Tucker: sum over p and q of up[o, p] core[p, q, kh, kw] down[q, i]. LyCORIS' LoHa and LoKr store `up` as [p, o]. */
  | { readonly up: Factor; readonly core: Factor; readonly down: Factor; readonly upTransposed?: true }

/** What is added to a weight. */
export type Difference =
  | { readonly kind: 'product'; readonly of: Product }
  /** LoHa (Hyeon-Woo et al. 2022, arXiv:2108.06098): the two multiplied element by element. */
  | { readonly kind: 'hadamard'; readonly of: readonly [Product, Product] }
  /** LoKr (Edalati et al. 2022, arXiv:2212.10650): every element of the first times the whole second. */
  | { readonly kind: 'kronecker'; readonly of: readonly [Product, Product] }

/** DoRA (Liu et al. 2024, arXiv:2402.09353): the lengths that the rows of the changed weight, or its columns, are given. */
export interface Magnitude {
  /** As many as there are rows (outputs) or columns (inputs), in any shape. */
  readonly lengths: Factor
  /** Columns in older files of LyCORIS. */
  readonly of: 'rows' | 'columns'
}

export type Overlay = Change & {
  /** The graph's input, of shape [1], by which it is multiplied: 1 is as it was trained, 0 is nothing. */
  readonly strength: string
}

/** What is done to a weight at strength 1. */
export type Change =
  | {
      readonly difference: Difference
      /** alpha / rank. */
      readonly scale: number
      readonly magnitude?: Magnitude
    }
  | { readonly replacement: Factor }

/** Overlays by the keys of the weights under them, such as "mid_block.attentions.0.proj_in.weight", in their order. */
export type Overlays = ReadonlyMap<string, readonly Overlay[]>
