// Timesteps and noise levels of the multistep solvers (DPM-Solver++, UniPC), as diffusers chooses them.
import type { SigmaSpacing } from '../../../src/shared/recipe'
import { messages } from './messages'
import type { SchedulerOptions } from './schedulerConfig'
import { sigmaAt, timestepOf } from './sigmas'
import { spacedSigmas } from './spacedSigmas'
import { roundHalfEven, spacedTimesteps, spacings, tooManySteps } from './timesteps'

interface Levels {
  readonly timesteps: readonly number[]
  /** The noise level of each timestep. */
  readonly levels: readonly number[]
}

interface LevelRun {
  readonly steps: number
  readonly spacing?: SigmaSpacing | undefined
  /** Whether timesteps of Karras levels are rounded, where diffusers cuts the others off. */
  readonly roundsKarras: boolean
}

/** @param table the noise level of each training timestep */
export function solverLevels(
  options: SchedulerOptions,
  table: Float32Array,
  { steps, spacing: sigmaSpacing, roundsKarras }: LevelRun,
): Levels {
  options.refuseOthers('use_lu_lambdas')
  const spacing = options.choice('timestep_spacing', spacings, 'linspace')
  const offset = options.whole('steps_offset', 0)
  const clipped = options.number('lambda_min_clipped', -Infinity)
  if (sigmaSpacing) {
    const smallest = options.optionalNumber('sigma_min') ?? (table[0] as number)
    const largest = options.optionalNumber('sigma_max') ?? (table.at(-1) as number)
    const levels = spacedSigmas(sigmaSpacing, { smallest, largest, steps })
    const whole = sigmaSpacing === 'karras' && roundsKarras ? roundHalfEven : Math.trunc
    return { levels, timesteps: levels.map((sigma) => whole(timestepOf(sigma, table))) }
  }
  // The noisiest timesteps, below a log signal-to-noise ratio, can be left out.
  const trained = table.findLastIndex((sigma) => -Math.log(sigma) >= clipped) + 1
  if (trained < table.length && spacing === 'trailing')
    options.refuse('lambda_min_clipped', messages.unclipped())
  if (spacing !== 'trailing' && steps >= trained) throw tooManySteps(steps, trained - 1)
  const common = { trained, offset, spacing }
  // Both spacings from 0 upwards leave out 0 itself.
  const timesteps =
    spacing === 'trailing'
      ? spacedTimesteps({ ...common, steps })
      : spacedTimesteps({ ...common, steps: steps + 1 }).slice(0, -1)
  const whole = timesteps.map(roundHalfEven)
  return { timesteps: whole, levels: whole.map((t) => sigmaAt(t, table)) }
}
