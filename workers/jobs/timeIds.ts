import type { TextEmbedding } from '../diffusion/textEmbedding'
import { tensor, type Tensor } from '../tensor/tensor'

/**
 * What Stable Diffusion XL is told of a picture's size, [1, 6]: height and width of the original, top and left of the crop, height
 * and width that are wanted (Podell et al. 2023, arXiv:2307.01952, section 2.2). As in diffusers, unless told otherwise: a whole
 * picture of the size that is made. A window of a larger canvas is a picture of its own.
 * @param shape of the sample, [1, C, h, w]
 * @param scaleFactor pixels of the picture for a latent pixel
 * @param embedding of the text, which may say otherwise
 */
export function timeIds(
  shape: readonly number[],
  scaleFactor: number,
  { sizes }: Pick<TextEmbedding, 'sizes'> = {},
): Tensor {
  if (sizes) return sizes
  const [height, width] = [shape[2]! * scaleFactor, shape[3]! * scaleFactor]
  return tensor(Float32Array.of(height, width, 0, 0, height, width), [1, 6])
}

/** The embedding of the whole text. @throws RangeError where a guide has lost it. */
export function pooledOf({ pooled }: TextEmbedding): Tensor {
  if (!pooled) throw new RangeError('An embedding for Stable Diffusion XL has none of the whole text.')
  return pooled
}
