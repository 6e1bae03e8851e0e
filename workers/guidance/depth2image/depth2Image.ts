// Depth2Image (the 5-channel Stable Diffusion 2, Rombach et al. 2022, arXiv:2112.10752): beside its noisy latents the UNet sees
// 2 (D - min D) / (max D - min D) - 1 of the depth map D, which is large where things are near.
import type { Pixels } from '../../../src/shared/pixels'
import { isGrey } from '../../image/kindOfPicture'
import { resizeBicubic } from '../../image/resizeBicubic'
import { luma } from '../../image/luma'
import { tensor, zeros, type Tensor } from '../../tensor/tensor'
import { defineGuide } from '../defineGuide'
import { depthSeenBy } from '../depthSeenBy'
import { messages } from './messages'
import { meta } from './meta'

export const depth2Image = defineGuide(meta, async ({ depth, read, depthModel, invert, fit }, env) => {
  const seen = (picture: Pixels) =>
    read === 'depth' || (read === 'auto' && !isGrey(picture))
      ? depthSeenBy(depthModel, picture, env)
      : picture
  const map = luma(await env.picture(depth, fit, seen))
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
