// PNDM without its Runge-Kutta start (Liu et al. 2022, arXiv:2202.09778): a linear multistep method (PLMS) over the last four
// predictions. The second timestep is run twice, to improve on the first step, which has no history.
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { messages } from './messages'
import { alphaBars } from './noiseSchedule'
import { variancePreserving } from './parameterisations'
import { epsilonFromOutput, outputFromNoise, type PredictionType } from './prediction'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { roundHalfEven, spacedTimesteps, spacings } from './timesteps'

interface PndmState {
  /** Steps made so far. */
  readonly made: number
  /** The last predictions, at most four, oldest first. */
  readonly outputs: readonly Tensor[]
  /** The sample before the first step, kept for the second one. */
  readonly first?: Tensor
}

/** Adams-Bashforth weights by the number of predictions, newest first. */
const weights: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
]

export function pndm(
  options: SchedulerOptions,
  { steps, prediction }: { readonly steps: number; readonly prediction: PredictionType },
): Scheduler<PndmState> {
  // diffusers' PNDM knows no zero terminal SNR.
  const bars = alphaBars(options, { rescales: false })
  const finalBar = options.flag('set_alpha_to_one', false) ? 1 : (bars[0] as number)
  const spacing = options.choice('timestep_spacing', spacings, 'leading')
  const offset = options.whole('steps_offset', 0)
  if (!options.flag('skip_prk_steps', options.writtenFor !== 'pndm'))
    options.refuse('skip_prk_steps', messages.only({ value: 'true' }))
  const once = spacedTimesteps({ steps, trained: bars.length, spacing, offset }).map(roundHalfEven)
  const timesteps = [...once.slice(0, 2), ...once.slice(1)]
  const stride = Math.floor(bars.length / steps)
  const barAt = (t: number) => (t < 0 ? finalBar : (bars[t] as number))
  // As in diffusers, the method extrapolates what the network predicts (epsilon or v) and not what follows from it. Epsilon
  // stands for sample predictions, which diffusers' PNDM refuses.
  const kind = prediction === 'v_prediction' ? prediction : 'epsilon'

  const sampler = variancePreserving([...timesteps.map(barAt), finalBar], options)
  return {
    id: 'pndm',
    timesteps,
    ...sampler,
    initialState: () => ({ made: 0, outputs: [] }),
    step(noise, sample, index, { made, outputs, first }) {
      const t = timesteps[index] as number
      const output = outputFromNoise(kind, noise, sample, sampler.alphaBar(index))
      if (made === 1 && first) {
        const average = combineLinear([
          [1 / 2, output],
          [1 / 2, outputs[0] as Tensor],
        ])
        // Again from before the first step.
        return {
          sample: transfer(kind, first, average, barAt(t + stride), barAt(t)),
          state: { made: 2, outputs },
        }
      }
      const kept = [...outputs, output].slice(-4)
      const terms = (weights[kept.length - 1] as readonly number[]).map(
        (weight, back) => [weight, kept[kept.length - 1 - back] as Tensor] as const,
      )
      return {
        sample: transfer(kind, sample, combineLinear(terms), barAt(t), barAt(t - stride)),
        state: { made: made + 1, outputs: kept, ...(made === 0 && { first: sample }) },
      }
    },
  }
}

/** Equation 9 of the paper: from the noise level of `bar` to that of `next`. */
function transfer(kind: PredictionType, sample: Tensor, output: Tensor, bar: number, next: number): Tensor {
  const noise = epsilonFromOutput(kind, output, sample, bar)
  const denominator = bar * Math.sqrt(1 - next) + Math.sqrt(bar * (1 - bar) * next)
  return combineLinear([
    [Math.sqrt(next / bar), sample],
    [-(next - bar) / denominator, noise],
  ])
}
