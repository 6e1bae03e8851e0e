// Noise levels that are spaced by a rule of their own, whatever the timesteps.
import type { SigmaSpacing } from '../../../src/shared/recipe'
import { betaQuantile } from './betaQuantile'

interface Span {
  readonly smallest: number
  readonly largest: number
  readonly steps: number
}

/** `steps` noise levels from the largest to the smallest. */
export function spacedSigmas(spacing: SigmaSpacing, { smallest, largest, steps }: Span): number[] {
  const levelAt = rules[spacing](smallest, largest)
  return Array.from({ length: steps }, (_, at) => levelAt(steps === 1 ? 0 : at / (steps - 1)))
}

type Rule = (smallest: number, largest: number) => (ramp: number) => number

const rules: Readonly<Record<SigmaSpacing, Rule>> = {
  /** Karras et al. 2022 (arXiv:2206.00364), equation 5 with rho = 7. */
  karras: (smallest, largest) => {
    const rho = 7
    const [low, high] = [smallest ** (1 / rho), largest ** (1 / rho)]
    return (ramp) => (high + ramp * (low - high)) ** rho
  },
  /** Evenly in log sigma. */
  exponential: (smallest, largest) => {
    const [low, high] = [Math.log(smallest), Math.log(largest)]
    return (ramp) => Math.exp(high + ramp * (low - high))
  },
  /** Lee et al. 2024, "Beta Sampling is All You Need" (arXiv:2407.12173): most levels at both ends. */
  beta: (smallest, largest) => (ramp) => smallest + betaQuantile(1 - ramp, 0.6) * (largest - smallest),
}
