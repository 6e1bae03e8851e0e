// DDIM (Song, Meng & Ermon 2021, arXiv:2010.02502), equation 12. eta = 0 is deterministic, eta = 1 is DDPM's noise.
import { combineLinear } from '../../tensor/arithmetic'
import { alphaBars } from './noiseSchedule'
import { clipRange, variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { roundHalfEven, spacedTimesteps, spacings } from './timesteps'

/** Stateless: each step depends on its sample alone. */
export function ddim(
  options: SchedulerOptions,
  { steps, eta }: { readonly steps: number; readonly eta: number },
): Scheduler<undefined> {
  const bars = alphaBars(options)
  const finalBar = options.flag('set_alpha_to_one', true) ? 1 : (bars[0] as number)
  const spacing = options.choice('timestep_spacing', spacings, 'leading')
  const offset = options.whole('steps_offset', 0)
  const clip = clipRange(options)
  const timesteps = spacedTimesteps({ steps, trained: bars.length, spacing, offset }).map(roundHalfEven)
  const entryBars = timesteps.map((t) => bars[t] as number)
  // Each step goes back by an equal share of the schedule, whatever the spacing.
  const stride = Math.floor(bars.length / steps)
  const barBefore = (t: number) => (t >= stride ? (bars[t - stride] as number) : finalBar)

  const sampler = variancePreserving([...entryBars, finalBar], options, clip)
  return {
    id: 'ddim',
    timesteps,
    ...sampler,
    initialState: () => undefined,
    step(noise, sample, index, state, random) {
      const bar = sampler.alphaBar(index)
      const next = barBefore(timesteps[index] as number)
      const variance = ((1 - next) / (1 - bar)) * (1 - bar / next)
      const deviation = eta * Math.sqrt(Math.max(variance, 0))
      const direction = Math.sqrt(Math.max(1 - next - deviation ** 2, 0))
      return {
        sample: combineLinear([
          [Math.sqrt(next), sampler.predictOriginal(sample, noise, index)],
          [direction, sampler.epsilonOf(sample, noise, index)],
          ...(eta > 0 ? ([[deviation, random(sample.shape)]] as const) : []),
        ]),
        state,
      }
    },
  }
}
