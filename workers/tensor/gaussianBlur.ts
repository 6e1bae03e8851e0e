import { blurAlong, gaussianKernel } from './blurAlong'
import { tensor, type Tensor } from './tensor'

/**
 * A Gaussian over the picture's plane, channel by channel, the border reflected. Its kernel reaches four deviations far: 9x9 at
 * a deviation of 1.
 * @param x [1, C, H, W]
 * @param sigma in pixels
 */
export function gaussianBlur(x: Tensor, sigma: number): Tensor {
  const [, , height = 0, width = 0] = x.shape
  const kernel = gaussianKernel(sigma, Math.ceil(4 * sigma))
  const across = blurAlong(x.data, { count: width, stride: 1, kernel })
  return tensor(blurAlong(across, { count: height, stride: width, kernel }), x.shape)
}
