// DDPM (Ho, Jain & Abbeel 2020, arXiv:2006.11239), equation 7: the posterior's mean, and noise of its variance or of beta.
import { combineLinear } from '../../tensor/arithmetic'
import { alphaBars } from './noiseSchedule'
import { clipRange, variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { roundHalfEven, spacedTimesteps, spacings } from './timesteps'

/** Stateless: each step depends on its sample alone. */
export function ddpm(options: SchedulerOptions, { steps }: { readonly steps: number }): Scheduler<undefined> {
  const bars = alphaBars(options)
  const spacing = options.choice('timestep_spacing', spacings, 'leading')
  const offset = options.whole('steps_offset', 0)
  // A learned variance is a second half of what the UNet gives.
  const kinds = ['fixed_small', 'fixed_small_log', 'fixed_large'] as const
  const variance = options.choice('variance_type', kinds, 'fixed_small')
  const timesteps = spacedTimesteps({ steps, trained: bars.length, spacing, offset }).map(roundHalfEven)

  const sampler = variancePreserving(
    [...timesteps.map((t) => bars[t] as number), 1],
    options,
    clipRange(options),
  )
  return {
    id: 'ddpm',
    timesteps,
    ...sampler,
    initialState: () => undefined,
    step(noise, sample, index, state, random) {
      const [now, next] = [sampler.alphaBar(index), sampler.alphaBar(index + 1)]
      const kept = now / next
      const posterior = Math.max(((1 - next) / (1 - now)) * (1 - kept), 1e-20)
      const deviation = Math.sqrt(variance === 'fixed_large' ? 1 - kept : posterior)
      return {
        sample: combineLinear([
          [(Math.sqrt(next) * (1 - kept)) / (1 - now), sampler.predictOriginal(sample, noise, index)],
          [(Math.sqrt(kept) * (1 - next)) / (1 - now), sample],
          ...((timesteps[index] as number) > 0 ? ([[deviation, random(sample.shape)]] as const) : []),
        ]),
        state,
      }
    },
  }
}
