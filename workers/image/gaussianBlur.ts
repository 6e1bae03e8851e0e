import type { Pixels } from '../../src/shared/pixels'
import { blurAlong, gaussianKernel } from '../tensor/blurAlong'

/**
 * A picture blurred by a Gaussian of standard deviation `sigma` pixels, cut off at three of them; beyond the border the picture is
 * reflected, the last pixel not repeated (as OpenCV does it). Colours are weighted by their alpha.
 */
export function gaussianBlur(picture: Pixels, sigma: number): Pixels {
  if (sigma <= 0) return picture
  const { width, height, data } = picture
  const kernel = gaussianKernel(sigma, Math.ceil(3 * sigma))
  const weighted = Float32Array.from(data, (value, at) =>
    at % 4 === 3 ? value : (value * (data[at - (at % 4) + 3] as number)) / 255,
  )
  const across = blurAlong(weighted, { count: width, stride: 4, kernel })
  const blurred = blurAlong(across, { count: height, stride: 4 * width, kernel })
  const out = Uint8ClampedArray.from(blurred, (value, at) => {
    const alpha = blurred[at - (at % 4) + 3] as number
    return at % 4 === 3 ? value : alpha <= 0 ? 0 : (value * 255) / alpha
  })
  return { width, height, data: out }
}
