// Decoding of a canvas whose right edge continues at the left one: the decoder sees each edge with what follows it.
import type { ActiveGuide } from '../diffusion/guide'
import { crop } from '../diffusion/views'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Decoded, Networks } from './networks'

/** Latent pixels of the other side beside each edge, as diffusers' panorama has them. */
const wrap = 8

/** How the latents of a run with these guides become a picture [1, 3, H, W]. */
export function decoderOf(
  networks: Networks,
  guides: readonly ActiveGuide[],
): (latents: Tensor, as?: Decoded) => Promise<Tensor> {
  if (!guides.some(({ guide }) => guide.circular)) return (latents, as) => networks.decode(latents, as)
  return async (latents, as) => {
    const [, , height = 0, width = 0] = latents.shape
    const around = { top: 0, left: width - (wrap % width), height, width: width + 2 * wrap }
    const decoded = await networks.decode(crop(latents, around), as)
    return middle(decoded, wrap * networks.scaleFactor, width * networks.scaleFactor)
  }
}

/** `width` columns of a [1, C, H, W] picture from column `left` on. */
function middle({ data, shape }: Tensor, left: number, width: number): Tensor {
  const [, channels = 0, rows = 0, columns = 0] = shape
  const out = new Float32Array(channels * rows * width)
  for (let row = 0; row < channels * rows; row++)
    out.set(data.subarray(row * columns + left, row * columns + left + width), row * width)
  return tensor(out, [1, channels, rows, width])
}
