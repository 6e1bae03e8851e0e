// Heun's method on the probability-flow ODE (Karras et al. 2022, arXiv:2206.00364, algorithm 2 without churn): each step but
// the last runs the network twice, at its beginning and at where Euler's method would end.
import type { SigmaSpacing } from '../../../src/shared/recipe'
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { initialDeviation } from './euler'
import { messages } from './messages'
import { alphaBars } from './noiseSchedule'
import { clipRange, varianceExploding } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { sigmaAt, tableSigmas, timestepOf } from './sigmas'
import { spacedSigmas } from './spacedSigmas'
import { spacedTimesteps, spacings } from './timesteps'

const { fround } = Math

/** Between the two runs of a step: what it began with, and the slope there. */
interface HeunState {
  readonly begun?: { readonly sample: Tensor; readonly slope: Tensor }
}

interface HeunRun {
  readonly steps: number
  readonly spacing?: SigmaSpacing | undefined
}

export function heun(options: SchedulerOptions, { steps, spacing }: HeunRun): Scheduler<HeunState> {
  const usual = { start: 0.00085, end: 0.012, schedule: 'linear' } as const
  const table = tableSigmas(alphaBars(options, { ...usual, rescales: false }))
  const timestepSpacing = options.choice('timestep_spacing', spacings, 'linspace')
  const offset = options.whole('steps_offset', 0)
  const trained = table.length
  let whole = spacedTimesteps({ steps, trained, spacing: timestepSpacing, offset }).map(fround)
  let levels = whole.map((t) => sigmaAt(t, table))
  if (spacing) {
    const smallest = options.optionalNumber('sigma_min') ?? (levels.at(-1) as number)
    const largest = options.optionalNumber('sigma_max') ?? (levels[0] as number)
    levels = spacedSigmas(spacing, { smallest, largest, steps })
    whole = levels.map((sigma) => fround(timestepOf(sigma, table)))
  }
  // Every level but the first is there twice: at the end of a step, and at the beginning of the next.
  const twice = <T>(values: readonly T[]) => [
    ...values.slice(0, 1),
    ...values.slice(1).flatMap((v) => [v, v]),
  ]
  const sigmas = [...twice(levels), 0].map(fround)
  const sigma = (index: number) => sigmas[index] as number
  const space = varianceExploding(sigmas, initialDeviation(sigmas, timestepSpacing), options)
  const clip = clipRange(options)
  if (clip !== undefined) options.refuse('clip_sample', messages.only({ value: 'false' }))

  return {
    id: 'heun',
    timesteps: twice(whole),
    runsPerStep: 2,
    ...space,
    initialState: () => ({}),
    step(carried, sample, index, { begun }) {
      const noise = space.epsilonOf(sample, carried, index)
      if (!begun) {
        const distance = sigma(index + 1) - sigma(index)
        const next = combineLinear([
          [1, sample],
          [distance, noise],
        ])
        // To no noise at all there is no slope at the end: the last step is Euler's.
        return { sample: next, state: sigma(index + 1) === 0 ? {} : { begun: { sample, slope: noise } } }
      }
      const distance = sigma(index) - sigma(index - 1)
      return {
        sample: combineLinear([
          [1, begun.sample],
          [distance / 2, begun.slope],
          [distance / 2, noise],
        ]),
        state: {},
      }
    },
  }
}
