import type { GuideEnvironment } from '../../diffusion/environment'
import { sizeOf, tensor, type Tensor } from '../../tensor/tensor'

/** A picture of this side is large enough for the autoencoder's mean over it. */
const side = 64

/** Latents of plain pictures in random colours, one value a channel, at the run's size. */
export async function plainColours(count: number, env: GuideEnvironment): Promise<readonly Tensor[]> {
  if (count === 0) return []
  const drawn = env.random('colours', [count, 3])
  const all: Tensor[] = []
  for (let at = 0; at < count; at++) {
    // Nearly uniform in [-1, 1]: the logistic curve is close to the normal distribution's own.
    const colour = drawn.data.subarray(3 * at, 3 * at + 3).map((x) => 2 / (1 + Math.exp(-1.7 * x)) - 1)
    const picture = Float32Array.from(
      { length: 3 * side * side },
      (_, i) => colour[Math.floor(i / side / side)]!,
    )
    all.push(spread(await env.encodeMean(tensor(picture, [1, 3, side, side])), env.latentShape))
  }
  return all
}

/** The mean of each channel, over a canvas. */
function spread({ data, shape }: Tensor, canvas: readonly number[]): Tensor {
  const [area, pixels] = [shape[2]! * shape[3]!, canvas[2]! * canvas[3]!]
  const means = Array.from(
    { length: shape[1]! },
    (_, channel) => data.subarray(channel * area, (channel + 1) * area).reduce((sum, x) => sum + x, 0) / area,
  )
  return tensor(
    Float32Array.from({ length: sizeOf(canvas) }, (_, at) => means[Math.floor(at / pixels)]!),
    canvas,
  )
}
