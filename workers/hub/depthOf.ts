import type { Pixels } from '../../src/shared/pixels'
import { resizeBicubic } from '../image/resizeBicubic'
import { pixelsFromUnit } from '../image/pixelTensor'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Loaded } from './loadedModels'
import type { ModelConfig } from './taskOf'
import { imageFor } from './pipe'

/** These give distances in metres, which are large where things are far; the others the nearness that hints are made of. */
const givesDistances = ({ architectures: [name = ''] = [], ...config }: ModelConfig): boolean =>
  /^(?:GLPN|Zoe|DepthPro|Metric3D)/i.test(name) ||
  ('depth_estimation_type' in config && config.depth_estimation_type === 'metric')

/** The depth map of a picture at its size, [1, 1, H, W] from 0 (far) to 1 (near), as `post_process_depth_estimation` of transformers. */
export async function depthMapOf(
  { pipe, library }: Loaded,
  config: ModelConfig,
  picture: Pixels,
): Promise<Tensor> {
  const { predicted_depth: predicted } = await pipe.model(
    await pipe.processor(imageFor(pipe, picture, library)),
  )
  if (!(predicted?.data instanceof Float32Array)) throw new RangeError('The model gives no depth map.')
  const [height = 0, width = 0] = predicted.dims.slice(-2)
  const small = tensor(givesDistances(config) ? predicted.data.map(nearness) : predicted.data, [
    1,
    1,
    height,
    width,
  ])
  return spread(resizeBicubic(small, picture.height, picture.width))
}

/** Nearness is one over distance, of which the least is a centimetre. */
const nearness = (distance: number) => 1 / Math.max(distance, 0.01)

/** From 0 to 1; a map that is the same everywhere is grey. */
function spread({ data, shape }: Tensor): Tensor {
  const least = data.reduce((a, b) => Math.min(a, b))
  const most = data.reduce((a, b) => Math.max(a, b))
  if (!(most > least))
    return tensor(
      data.map(() => 0.5),
      shape,
    )
  return tensor(
    data.map((value) => (value - least) / (most - least)),
    shape,
  )
}

/** The same as a grey picture. */
export const depthPictureOf = async (...given: Parameters<typeof depthMapOf>): Promise<Pixels> =>
  pixelsFromUnit(await depthMapOf(...given))
