// Noise levels sigma = sqrt((1 - alpha-bar) / alpha-bar): a sample x0 + sigma noise, and the way between them and timesteps.

/** In place of no signal at all, whose noise level would be infinite; diffusers' number, float16's smallest. */
const LEAST_SIGNAL = 2 ** -24

/** The noise level of each training timestep, smallest first, in float32 as PyTorch computes it. */
export const tableSigmas = (bars: Float32Array): Float32Array =>
  bars.map((bar) => {
    const signal = bar === 0 ? LEAST_SIGNAL : bar
    return Math.sqrt(Math.fround(Math.fround(1 - signal) / signal))
  })

/** alpha-bar of a noise level. */
export const alphaBarOf = (sigma: number): number => 1 / (sigma * sigma + 1)

/** The noise level at a timestep that may lie between two of the table's (`numpy.interp`). */
export function sigmaAt(timestep: number, table: Float32Array): number {
  const last = table.length - 1
  const below = Math.min(Math.max(Math.floor(timestep), 0), last)
  const above = Math.min(below + 1, last)
  const low = table[below] as number
  return low + (Math.min(Math.max(timestep, 0), last) - below) * ((table[above] as number) - low)
}

/** The timestep, between two of the table's, that has a noise level: linear in log sigma. */
export function timestepOf(sigma: number, table: Float32Array): number {
  const wanted = Math.log(Math.max(sigma, 1e-10))
  const logAt = (t: number) => Math.fround(Math.log(table[t] as number))
  let [below, above] = [0, table.length - 1]
  while (above - below > 1) {
    const middle = (below + above) >> 1
    if (logAt(middle) <= wanted) below = middle
    else above = middle
  }
  const share = (logAt(below) - wanted) / (logAt(below) - logAt(above))
  return below + Math.min(Math.max(share, 0), 1)
}
