// Latent consistency sampling (Luo et al. 2023, arXiv:2310.04378): each step jumps to a clean estimate, and fresh noise
// brings it back to the next level.
import { combineLinear } from '../../tensor/arithmetic'
import { distilledTimesteps } from './distilledTimesteps'
import { alphaBars } from './noiseSchedule'
import { clipRange, variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'

/** Standard deviation of the data, in the boundary condition of consistency models (Song et al. 2023, arXiv:2303.01469). */
const sigmaData = 0.5

export function lcm(options: SchedulerOptions, { steps }: { readonly steps: number }): Scheduler<undefined> {
  const bars = alphaBars(options, { start: 0.00085, end: 0.012, schedule: 'scaled_linear' })
  const scaling = options.number('timestep_scaling', 10)
  const timesteps = distilledTimesteps(options, bars.length, steps)

  const sampler = variancePreserving(
    [...timesteps.map((t) => bars[t] as number), 1],
    options,
    clipRange(options),
  )
  return {
    id: 'lcm',
    timesteps,
    ...sampler,
    initialState: () => undefined,
    step(noise, sample, index, state, random) {
      const original = sampler.predictOriginal(sample, noise, index)
      const time = (timesteps[index] as number) * scaling
      const skip = sigmaData ** 2 / (time ** 2 + sigmaData ** 2)
      const out = time / Math.sqrt(time ** 2 + sigmaData ** 2)
      const next = sampler.alphaBar(index + 1)
      const isLast = index === timesteps.length - 1
      return {
        sample: combineLinear([
          [Math.sqrt(next) * out, original],
          [Math.sqrt(next) * skip, sample],
          ...(isLast ? [] : ([[Math.sqrt(1 - next), random(sample.shape)]] as const)),
        ]),
        state,
      }
    },
  }
}
