import { quantile } from '../../tensor/quantile'
import { tensor, type Tensor } from '../../tensor/tensor'

/**
 * `x` with each channel cut at its own range about its mean and shrunk to that of `model`, where it is the wider one.
 * @param model [1, C, h, w], as `x`
 * @param share of the values that make up the range
 */
export function withinRangeOf(model: Tensor, x: Tensor, share: number): Tensor {
  const area = (x.shape[2] ?? 0) * (x.shape[3] ?? 0)
  const data = x.data.slice()
  for (let from = 0; from < data.length; from += area) {
    const channel = data.subarray(from, from + area)
    const middle = channel.reduce((sum, value) => sum + value, 0) / area
    const own = rangeOf(channel, share)
    const wanted = rangeOf(model.data.subarray(from, from + area), share)
    if (own <= wanted) continue
    for (const [at, value] of channel.entries()) {
      const cut = Math.min(Math.max(value - middle, -own), own)
      channel[at] = middle + (cut * wanted) / own
    }
  }
  return tensor(data, x.shape)
}

/** How far from their mean a share of the values lies. */
function rangeOf(values: Float32Array, share: number): number {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  return quantile(
    values.map((value) => Math.abs(value - middle)),
    share,
  )
}
