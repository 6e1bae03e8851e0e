// Samples at another size, by a tent filter that is stretched when a picture shrinks, as Pillow's BILINEAR does it.

interface Taps {
  readonly first: number
  readonly weights: Float64Array
}

/** For each output position, the input positions that it reads and their weights, which sum to 1. */
function tapsFor(from: number, to: number): Taps[] {
  const scale = from / to
  const reach = Math.max(scale, 1)
  return Array.from({ length: to }, (_, out) => {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.floor(centre - reach + 0.5))
    const last = Math.min(from, Math.floor(centre + reach + 0.5))
    const weights = Float64Array.from({ length: last - first }, (_, k) =>
      Math.max(0, 1 - Math.abs((first + k + 0.5 - centre) / reach)),
    )
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return { first, weights: weights.map((weight) => weight / sum) }
  })
}

interface Samples {
  readonly width: number
  readonly height: number
  /** width x height x channels numbers. */
  readonly data: { readonly [at: number]: number }
}

/** The samples at another size: first along the rows, then along the columns. */
export function scaledSamples(
  { width, height, data }: Samples,
  channels: number,
  to: { readonly width: number; readonly height: number },
): Float32Array {
  const rows = new Float32Array(to.width * height * channels)
  tapsFor(width, to.width).forEach(({ first, weights }, x) => {
    for (let y = 0; y < height; y++)
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0
        for (
          let k = 0, at = (y * width + first) * channels + channel;
          k < weights.length;
          k++, at += channels
        )
          sum += (weights[k] as number) * (data[at] as number)
        rows[(y * to.width + x) * channels + channel] = sum
      }
  })
  const row = to.width * channels
  const out = new Float32Array(to.height * row)
  tapsFor(height, to.height).forEach(({ first, weights }, y) => {
    for (let x = 0; x < row; x++) {
      let sum = 0
      for (let k = 0, at = first * row + x; k < weights.length; k++, at += row)
        sum += (weights[k] as number) * (rows[at] as number)
      out[y * row + x] = sum
    }
  })
  return out
}
