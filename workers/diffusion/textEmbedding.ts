// What the UNet reads of a text. Most checkpoints read an embedding of each token; Stable Diffusion XL one of the whole text besides.
import { combineLinear } from '../tensor/arithmetic'
import { zeros, type Tensor } from '../tensor/tensor'

export interface TextEmbedding {
  /** One of each token, [1, length, width]: what cross-attention reads. */
  readonly tokens: Tensor
  /** One of the whole text, [1, width]: what Stable Diffusion XL adds to the timestep's. */
  readonly pooled?: Tensor
  /** What Stable Diffusion XL is told of the picture's size, [1, 6]; absent: that it is whole and of the size that is made. */
  readonly sizes?: Tensor
}

/** The embedding with those of its tokens changed. */
export const withTokens = (embedding: TextEmbedding, tokens: Tensor): TextEmbedding => ({
  ...embedding,
  tokens,
})

/** The sum of coefficient times embedding. @throws RangeError when lengths or widths differ. */
export function combineTexts(terms: readonly (readonly [number, TextEmbedding])[]): TextEmbedding {
  const tokens = combineLinear(terms.map(([share, { tokens }]) => [share, tokens]))
  const pooled = terms.flatMap(([share, { pooled }]) => (pooled ? [[share, pooled] as const] : []))
  const sizes = terms.find(([, text]) => text.sizes)?.[1].sizes
  return { tokens, ...(pooled.length > 0 && { pooled: combineLinear(pooled) }), ...(sizes && { sizes }) }
}

/** Zeros in place of every number: what Stable Diffusion XL was trained to take for no text. */
export const noText = ({ tokens, pooled, ...rest }: TextEmbedding): TextEmbedding => ({
  ...rest,
  tokens: zeros(tokens.shape),
  ...(pooled && { pooled: zeros(pooled.shape) }),
})
