import { quantile } from '../../tensor/quantile'
import { tensor, type Tensor } from '../../tensor/tensor'

/**
 * Of each channel only the values that are at least as large as its own quantile of sizes, the others 0.
 * @param x [1, C, h, w]
 * @param share in [0, 1]
 */
export function strongest(x: Tensor, share: number): Tensor {
  const area = (x.shape[2] ?? 0) * (x.shape[3] ?? 0)
  const data = new Float32Array(x.data.length)
  for (let from = 0; from < data.length; from += area) {
    const channel = x.data.subarray(from, from + area)
    const limit = quantile(channel.map(Math.abs), share)
    data.set(
      channel.map((value) => (Math.abs(value) >= limit ? value : 0)),
      from,
    )
  }
  return tensor(data, x.shape)
}
