// Trajectory consistency sampling (Zheng et al. 2024, arXiv:2402.19159, algorithm 4): each step goes along the trajectory to a
// share of the next timestep, and fresh noise brings it back up. With eta (the paper's gamma) 0 it is DDIM on the distilled timesteps.
import { combineLinear } from '../../tensor/arithmetic'
import { distilledTimesteps } from './distilledTimesteps'
import { alphaBars } from './noiseSchedule'
import { variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'

/** Stateless: each step depends on its sample alone. */
export function tcd(
  options: SchedulerOptions,
  { steps, eta }: { readonly steps: number; readonly eta: number },
): Scheduler<undefined> {
  options.refuseOthers('thresholding')
  const bars = alphaBars(options, { start: 0.00085, end: 0.012, schedule: 'scaled_linear' })
  const timesteps = distilledTimesteps(options, bars.length, steps)
  // The run ends at the first timestep, which keeps a little noise.
  const ends = [...timesteps, 0]
  const barAt = (t: number) => bars[t] as number

  const sampler = variancePreserving(ends.map(barAt), options)
  return {
    id: 'tcd',
    timesteps,
    ...sampler,
    initialState: () => undefined,
    step(noise, sample, index, state, random) {
      const next = sampler.alphaBar(index + 1)
      const between = barAt(Math.floor((1 - eta) * (ends[index + 1] as number)))
      const isLast = index === timesteps.length - 1
      // Of the place between the two, brought up to the next level.
      const kept = eta > 0 && !isLast ? Math.sqrt(next / between) : 1
      return {
        sample: combineLinear([
          [kept * Math.sqrt(between), sampler.predictOriginal(sample, noise, index)],
          [kept * Math.sqrt(1 - between), sampler.epsilonOf(sample, noise, index)],
          ...(eta > 0 && !isLast ? ([[Math.sqrt(1 - next / between), random(sample.shape)]] as const) : []),
        ]),
        state,
      }
    },
  }
}
