// Depth2Image (the 5-channel Stable Diffusion 2, Rombach et al. 2022, arXiv:2112.10752): beside its noisy latents the UNet sees
// 2 (D - min D) / (max D - min D) - 1 of the depth map D, which is large where things are near.
import { resizeBicubic } from '../../image/resizeBicubic'
import { luma } from '../../image/luma'
import { tensor, zeros, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { messages } from './messages'
import { meta } from './meta'

export const depth2Image = defineGuide(meta, async ({ depth, invert, fit }, env) => {
  const map = luma(env.picture(depth, fit))
  env.show('Depth', map)
  const [, , height, width] = env.latentShape as readonly [number, number, number, number]
  const small = resizeBicubic(map, height, width)
  const spread = spreadOut(small, invert ? -1 : 1)
  if (!spread) env.note(messages.flatDepth())
  const channel = spread ?? zeros(small.shape)
  return { channels: () => channel }
})

/** A map from -1 to 1, or the other way round; nothing where it is flat, up to the steps of its 8 bits. */
function spreadOut({ data, shape }: Tensor, sign: 1 | -1): Tensor | undefined {
  const least = data.reduce((a, b) => Math.min(a, b))
  const most = data.reduce((a, b) => Math.max(a, b))
  if (most - least < 1 / 512) return undefined
  return tensor(
    data.map((value) => sign * ((2 * (value - least)) / (most - least) - 1)),
    shape,
  )
}
