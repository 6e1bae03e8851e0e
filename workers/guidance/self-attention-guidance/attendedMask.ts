import { levelSize } from '../../diffusion/levelSize'
import { tensor, type Tensor } from '../../tensor/tensor'

/**
 * Where a self-attention looks more than on average: 1, elsewhere 0.
 * @param probabilities [1, heads, pixels, pixels]
 * @param latents height and width of the latents
 * @param level how often they have been halved there
 * @returns [1, 1, h, w] at the attention's own size
 */
export function attendedMask(
  probabilities: Tensor,
  latents: readonly [number, number],
  level: number,
): Tensor {
  const [height, width] = levelSize(latents, level)
  const [, heads = 0, , keys = 0] = probabilities.shape
  if (keys !== height * width)
    throw new RangeError(`An attention over ${keys} pixels is no map of ${width}x${height}.`)
  const received = new Float32Array(keys)
  probabilities.data.forEach((value, at) => (received[at % keys]! += value / heads))
  return tensor(
    received.map((share) => (share > 1 ? 1 : 0)),
    [1, 1, height, width],
  )
}
