// Euler's method on the probability-flow ODE (Karras et al. 2022, arXiv:2206.00364, algorithm 2 without churn).
import type { SigmaSpacing } from '../../../src/shared/recipe'
import { combineLinear } from '../../tensor/arithmetic'
import { alphaBars } from './noiseSchedule'
import { varianceExploding } from './parameterisations'
import type { PredictionType } from './prediction'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { sigmaAt, tableSigmas, timestepOf } from './sigmas'
import { spacedSigmas } from './spacedSigmas'
import { spacedTimesteps, spacings } from './timesteps'

const { fround } = Math

interface EulerRun {
  readonly steps: number
  readonly prediction: PredictionType
  /** In place of the timesteps' own noise levels. */
  readonly spacing?: SigmaSpacing | undefined
}

export function euler(
  options: SchedulerOptions,
  { steps, prediction, spacing: sigmaSpacing }: EulerRun,
): Scheduler<undefined> {
  // Continuous timesteps concern v-prediction alone (as diffusers has it), and Stable Diffusion's UNets know none.
  if (prediction === 'v_prediction') options.choice('timestep_type', ['discrete'], 'discrete')
  const table = tableSigmas(alphaBars(options))
  const spacing = options.choice('timestep_spacing', spacings, 'linspace')
  const offset = options.whole('steps_offset', 0)
  const interpolation = options.choice('interpolation_type', ['linear', 'log_linear'], 'linear')
  const end = options.choice('final_sigmas_type', ['zero', 'sigma_min'], 'zero')

  let timesteps = spacedTimesteps({ steps, trained: table.length, spacing, offset }).map(fround)
  let levels =
    interpolation === 'linear' ? timesteps.map((t) => sigmaAt(t, table)) : logLinear(table, steps + 1)
  if (sigmaSpacing) {
    const smallest = options.optionalNumber('sigma_min') ?? (levels.at(-1) as number)
    const largest = options.optionalNumber('sigma_max') ?? (levels[0] as number)
    levels = spacedSigmas(sigmaSpacing, { smallest, largest, steps })
    timesteps = levels.map((sigma) => fround(timestepOf(sigma, table)))
  }
  // Log-linear levels bring an end of their own.
  const sigmas = [...levels, end === 'zero' ? 0 : (table[0] as number)].slice(0, steps + 1).map(fround)

  const sigma = (index: number) => sigmas[index] as number
  const space = varianceExploding(sigmas, initialDeviation(sigmas, spacing), options)
  return {
    id: 'euler',
    timesteps,
    ...space,
    initialState: () => undefined,
    step: (noise, sample, index, state) => ({
      sample: combineLinear([
        [1, sample],
        [sigma(index + 1) - sigma(index), space.epsilonOf(sample, noise, index)],
      ]),
      state,
    }),
  }
}

/** Standard deviation of the initial latents: the leading spacing does not begin at pure noise, which diffusers makes up for. */
export function initialDeviation(sigmas: readonly number[], spacing: string): number {
  const largest = Math.max(...sigmas)
  return spacing === 'leading' ? Math.sqrt(largest ** 2 + 1) : largest
}

/** `count` levels, evenly spaced in log sigma, from the table's largest to its smallest. */
function logLinear(table: Float32Array, count: number): number[] {
  const [high, low] = [Math.log(table.at(-1) as number), Math.log(table[0] as number)]
  return Array.from({ length: count }, (_, at) => Math.exp(high + (at / (count - 1)) * (low - high)))
}
