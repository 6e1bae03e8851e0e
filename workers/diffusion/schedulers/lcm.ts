// Latent consistency sampling (Luo et al. 2023, arXiv:2310.04378): each step jumps to a clean estimate, and fresh noise
// brings it back to the next level.
import { combineLinear } from '../../tensor/arithmetic'
import { alphaBars } from './noiseSchedule'
import { clipRange, variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { tooManySteps } from './timesteps'

/** Standard deviation of the data, in the boundary condition of consistency models (Song et al. 2023, arXiv:2303.01469). */
const sigmaData = 0.5

export function lcm(options: SchedulerOptions, { steps }: { readonly steps: number }): Scheduler<undefined> {
  const bars = alphaBars(options, { start: 0.00085, end: 0.012, schedule: 'scaled_linear' })
  const originalSteps = options.whole('original_inference_steps', 50, 1)
  const scaling = options.number('timestep_scaling', 10)
  if (originalSteps > bars.length) options.refuse('original_inference_steps', `at most ${bars.length}`)
  if (steps > originalSteps) throw tooManySteps(steps, originalSteps)
  const timesteps = distilledTimesteps(bars.length, originalSteps, steps)

  const sampler = variancePreserving([...timesteps.map((t) => bars[t] as number), 1], clipRange(options))
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

/** `steps` of the timesteps that the checkpoint was distilled at, noisiest first. */
function distilledTimesteps(trained: number, originalSteps: number, steps: number): number[] {
  const stride = Math.floor(trained / originalSteps)
  return Array.from({ length: steps }, (_, at) => {
    const back = Math.floor(at * (originalSteps / steps))
    return (originalSteps - back) * stride - 1
  })
}
