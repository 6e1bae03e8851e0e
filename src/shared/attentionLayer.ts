/** One attention layer of a UNet. */
export interface AttentionLayer {
  /** Module path, as taps name it: 'mid_block.attentions.0.transformer_blocks.0.attn1'. */
  readonly path: string
  /** Among the picture's own pixels, or over the text's tokens. */
  readonly kind: 'self' | 'cross'
  /** How often the latents have been halved there: 0 at their own size. */
  readonly level: number
  readonly place: 'down' | 'mid' | 'up'
  readonly heads: number
}
