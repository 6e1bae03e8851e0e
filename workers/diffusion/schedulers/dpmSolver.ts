// DPM-Solver++ of first and second order, multistep (Lu et al. 2022, arXiv:2211.01095, algorithm 2): "DPM++ 2M".
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { alphaBars, betaScheduleOf } from './noiseSchedule'
import { variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { alphaBarOf, karrasSigmas, sigmaAt, tableSigmas, timestepOf } from './sigmas'
import { roundHalfEven, spacedTimesteps, spacings, tooManySteps } from './timesteps'

const { fround } = Math

/** The clean estimate of the step before. */
interface DpmState {
  readonly before?: Tensor
}

interface DpmRun {
  readonly steps: number
  /** Noise levels of Karras et al. in place of the timesteps' own. */
  readonly karras: boolean
}

export function dpmSolver(options: SchedulerOptions, run: DpmRun): Scheduler<DpmState> {
  const { order, heun, lowerOrderFinal, eulerAtFinal, end } = solverOptions(options)
  const table = tableSigmas(alphaBars(options))
  const { timesteps, levels } = scheduleOf(options, table, run)
  const sigmas = [...levels, end === 'zero' ? 0 : (table[0] as number)].map(fround)
  const last = timesteps.length - 1
  for (let at = 0; at < last; at++) if (sigmas[at] === sigmas[at + 1]) throw tooManySteps(run.steps, at)

  const sampler = variancePreserving(sigmas.map(alphaBarOf))
  /** log(alpha / sigma), half the log signal-to-noise ratio. */
  const lambda = (index: number) => -Math.log(sigmas[index] as number)
  const firstOrderAt = (index: number) =>
    order === 1 ||
    (index === last && (eulerAtFinal || end === 'zero' || (lowerOrderFinal && timesteps.length < 15)))

  return {
    id: 'dpm-solver++',
    timesteps,
    ...sampler,
    initialState: () => ({}),
    step(noise, sample, index, { before }) {
      const original = sampler.predictOriginal(sample, noise, index)
      const h = lambda(index + 1) - lambda(index)
      const alpha = Math.sqrt(sampler.alphaBar(index + 1))
      const spread = Math.sqrt(1 - sampler.alphaBar(index + 1)) / Math.sqrt(1 - sampler.alphaBar(index))
      const rise = alpha * -Math.expm1(-h)
      const state = { before: original }
      if (!before || firstOrderAt(index))
        return {
          sample: combineLinear([
            [spread, sample],
            [rise, original],
          ]),
          state,
        }
      const ratio = (lambda(index) - lambda(index - 1)) / h
      const slope = (heun ? alpha - rise / h : rise / 2) / ratio
      return {
        sample: combineLinear([
          [spread, sample],
          [rise + slope, original],
          [-slope, before],
        ]),
        state,
      }
    },
  }
}

function solverOptions(options: SchedulerOptions) {
  options.refuseOthers('thresholding', 'use_flow_sigmas', 'use_dynamic_shifting')
  // DDPM's files name the variance of its noise, which the solver has none of; a learned one gives the UNet further channels.
  options.choice(
    'variance_type',
    ['fixed_small', 'fixed_small_log', 'fixed_large', 'fixed_large_log'],
    'fixed_small',
  )
  // As in diffusers, DEIS's names in a file that was written for it stand for the solver's own.
  options.choice('algorithm_type', ['dpmsolver++', 'deis'], 'dpmsolver++')
  const type = options.choice('solver_type', ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'], 'midpoint')
  const order = options.number('solver_order', 2)
  if (order !== 1 && order !== 2) options.refuse('solver_order', '1 or 2')
  return {
    order,
    heun: type === 'heun',
    lowerOrderFinal: options.flag('lower_order_final', true),
    eulerAtFinal: options.flag('euler_at_final', false),
    end: options.choice('final_sigmas_type', ['zero', 'sigma_min'], 'zero'),
  }
}

function scheduleOf(options: SchedulerOptions, table: Float32Array, { steps, karras }: DpmRun) {
  options.refuseOthers('use_exponential_sigmas', 'use_beta_sigmas', 'use_lu_lambdas')
  const spacing = options.choice('timestep_spacing', spacings, 'linspace')
  const offset = options.whole('steps_offset', 0)
  const clipped = options.number('lambda_min_clipped', -Infinity)
  if (karras) {
    const smallest = options.optionalNumber('sigma_min') ?? (table[0] as number)
    const largest = options.optionalNumber('sigma_max') ?? (table.at(-1) as number)
    const levels = karrasSigmas(smallest, largest, steps)
    const rounded = betaScheduleOf(options) === 'squaredcos_cap_v2' ? Math.trunc : roundHalfEven
    return { levels, timesteps: levels.map((sigma) => rounded(timestepOf(sigma, table))) }
  }
  // The noisiest timesteps, below a log signal-to-noise ratio, can be left out.
  const trained = table.findLastIndex((sigma) => -Math.log(sigma) >= clipped) + 1
  if (trained < table.length && spacing === 'trailing')
    options.refuse('lambda_min_clipped', '-Infinity with the trailing spacing')
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
