/** The standard deviation of a VAE's posterior; the log-variance is clamped to [-30, 20] as in AutoencoderKL. */
export const posteriorDeviation = (logVariance: number): number =>
  Math.exp(Math.min(Math.max(logVariance, -30), 20) / 2)
