// Euler's method with ancestral noise (Karras et al. 2022, arXiv:2206.00364; k-diffusion's `sample_euler_ancestral`, eta 1).
import { combineLinear } from '../../tensor/arithmetic'
import { initialDeviation } from './euler'
import { alphaBars } from './noiseSchedule'
import { varianceExploding } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { sigmaAt, tableSigmas } from './sigmas'
import { spacedTimesteps, spacings } from './timesteps'

const { fround } = Math

export function eulerAncestral(
  options: SchedulerOptions,
  { steps }: { readonly steps: number },
): Scheduler<undefined> {
  const table = tableSigmas(alphaBars(options))
  const spacing = options.choice('timestep_spacing', spacings, 'linspace')
  const offset = options.whole('steps_offset', 0)
  const timesteps = spacedTimesteps({ steps, trained: table.length, spacing, offset }).map(fround)
  const sigmas = [...timesteps.map((t) => fround(sigmaAt(t, table))), 0]

  const space = varianceExploding(sigmas, initialDeviation(sigmas, spacing), options)
  return {
    id: 'euler-ancestral',
    timesteps,
    ...space,
    initialState: () => undefined,
    step(noise, sample, index, state, random) {
      const [from, to] = [sigmas[index] as number, sigmas[index + 1] as number]
      // The step goes below the next level, and fresh noise brings it up again.
      const up = Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2)
      const down = Math.sqrt(to ** 2 - up ** 2)
      return {
        sample: combineLinear([
          [1, sample],
          [down - from, space.epsilonOf(sample, noise, index)],
          [up, random(sample.shape)],
        ]),
        state,
      }
    },
  }
}
