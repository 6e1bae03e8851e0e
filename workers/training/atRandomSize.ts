// Custom Diffusion's view of a picture (Kumari et al. 2023, arXiv:2212.04488): made smaller on an empty canvas, of which then only the
// picture counts, or larger and cut. Sizes and places are drawn as in diffusers' train_custom_diffusion.py, from a uniform
// distribution; there anew at each step, here a number of times before the first, since encoding takes as long as a step.
import type { Pixels } from '../../src/shared/pixels'
import type { RandomStreams } from '../diffusion/random/streams'
import { tensorFromPixels } from '../image/pixelTensor'
import { cropPixels } from '../image/placement'
import { resize } from '../image/resample'
import { tensor, type Tensor } from '../tensor/tensor'

/** How often a picture is made smaller, or stays. */
const SMALLER = 0.66

interface View {
  /** [1, 3, size, size] */
  readonly image: Tensor
  /** Where the picture is, in latents, [1, 1, h, w]. */
  readonly mask: Tensor
  readonly size: 'far' | 'near' | 'usual'
}

/**
 * @param square the picture, of any size
 * @param size of the view, in pixels; `scaleFactor` pixels are a latent
 */
export function atRandomSize(
  square: Pixels,
  {
    size,
    scaleFactor,
    random,
  }: { readonly size: number; readonly scaleFactor: number; readonly random: RandomStreams },
): View {
  const draws = random.stream('crops')
  const whole = (from: number, below: number) => draws.randint(from, below, [1])[0]!
  const scaled =
    draws.rand([1]).data[0]! < SMALLER
      ? whole(Math.floor(size / 3), size + 1)
      : whole(Math.floor(1.2 * size), Math.floor(1.4 * size))
  const room = Math.abs(scaled - size) + 1
  const [top, left] = [whole(0, room), whole(0, room)]
  const picture = resize(square, scaled, scaled)
  const side = size / scaleFactor
  if (scaled > size)
    return {
      image: tensorFromPixels(cropPixels(picture, { left, top, width: size, height: size })),
      mask: tensor(new Float32Array(side * side).fill(1), [1, 1, side, side]),
      size: 'near',
    }
  return {
    image: pasted(tensorFromPixels(picture), { top, left, size }),
    mask: within({ top, left, scaled }, side, scaleFactor),
    size: scaled < 0.6 * size ? 'far' : 'usual',
  }
}

/** On zeros, which are grey. */
function pasted(
  { data, shape }: Tensor,
  { top, left, size }: { readonly top: number; readonly left: number; readonly size: number },
): Tensor {
  const [, channels = 0, , side = 0] = shape
  const canvas = new Float32Array(channels * size * size)
  for (let channel = 0; channel < channels; channel++)
    for (let y = 0; y < side; y++) {
      const from = (channel * side + y) * side
      canvas.set(data.subarray(from, from + side), (channel * size + top + y) * size + left)
    }
  return tensor(canvas, [1, channels, size, size])
}

/** The latents that lie inside the picture, but for its rim, which has seen the canvas too. */
function within(
  { top, left, scaled }: { readonly top: number; readonly left: number; readonly scaled: number },
  side: number,
  scaleFactor: number,
): Tensor {
  const mask = new Float32Array(side * side)
  const first = (at: number) => Math.floor(at / scaleFactor)
  const end = (at: number) => Math.floor((at + scaled) / scaleFactor)
  // Of the smallest pictures the rim is all that there is.
  const rim = end(top) - first(top) > 2 && end(left) - first(left) > 2 ? 1 : 0
  for (let y = first(top) + rim; y < end(top) - rim; y++)
    mask.fill(1, y * side + first(left) + rim, y * side + end(left) - rim)
  return tensor(mask, [1, 1, side, side])
}
