// DPM-Solver++ of first and second order, multistep (Lu et al. 2022, arXiv:2211.01095, algorithm 2): "DPM++ 2M"; and its
// stochastic kin (the same, appendix), "DPM++ 2M SDE".
import type { SigmaSpacing } from '../../../src/shared/recipe'
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { messages } from './messages'
import { alphaBars, betaScheduleOf } from './noiseSchedule'
import { variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { alphaBarOf, tableSigmas } from './sigmas'
import { solverLevels } from './solverLevels'
import { spacings, tooManySteps } from './timesteps'

const { fround } = Math

/** The clean estimate of the step before. */
interface DpmState {
  readonly before?: Tensor
}

interface DpmRun {
  readonly steps: number
  /** In place of the timesteps' own noise levels. */
  readonly spacing?: SigmaSpacing | undefined
  /** Follow the stochastic equation: fresh noise at each step ("DPM++ 2M SDE"). */
  readonly stochastic?: boolean
}

export function dpmSolver(options: SchedulerOptions, run: DpmRun): Scheduler<DpmState> {
  const { stochastic = false } = run
  const solver = solverOptions(options)
  const table = tableSigmas(alphaBars(options))
  const { timesteps, levels } = solverLevels(options, table, {
    ...run,
    roundsKarras: betaScheduleOf(options) !== 'squaredcos_cap_v2',
  })
  const { lowerOrderFinal, eulerAtFinal, end } = solver
  const sigmas = [...levels, end === 'zero' ? 0 : (table[0] as number)].map(fround)
  const last = timesteps.length - 1
  for (let at = 0; at < last; at++) if (sigmas[at] === sigmas[at + 1]) throw tooManySteps(run.steps, at)

  const firstOrderAt = (index: number) =>
    index === last && (eulerAtFinal || end === 'zero' || (lowerOrderFinal && timesteps.length < 15))
  return {
    id: stochastic ? 'dpm-solver++-sde' : 'dpm-solver++',
    timesteps,
    ...solverOn(sigmas, options, { ...solver, stochastic, firstOrderAt }),
    ...(!stochastic && { inverse: () => inverseOf({ timesteps, levels, table }, options, solver) }),
  }
}

interface Solver extends ReturnType<typeof solverOptions> {
  readonly stochastic?: boolean
  readonly firstOrderAt: (index: number) => boolean
}

/** What follows from the noise levels alone, whether they fall or, on the way back, rise. */
function solverOn(
  sigmas: readonly number[],
  options: SchedulerOptions,
  { order, heun, stochastic = false, firstOrderAt }: Solver,
): Omit<Scheduler<DpmState>, 'id' | 'timesteps'> {
  const sampler = variancePreserving(sigmas.map(alphaBarOf), options)
  /** log(alpha / sigma), half the log signal-to-noise ratio. */
  const lambda = (index: number) => -Math.log(sigmas[index] as number)
  return {
    ...sampler,
    initialState: () => ({}),
    step(noise, sample, index, { before }, random) {
      const original = sampler.predictOriginal(sample, noise, index)
      const h = lambda(index + 1) - lambda(index)
      const [now, next] = [sampler.alphaBar(index), sampler.alphaBar(index + 1)]
      const alpha = Math.sqrt(next)
      // The stochastic equation goes twice as far towards the clean estimate, and noise makes up for it.
      const way = stochastic ? 2 * h : h
      const spread = (Math.sqrt(1 - next) / Math.sqrt(1 - now)) * (stochastic ? Math.exp(-h) : 1)
      const rise = alpha * -Math.expm1(-way)
      const fresh = stochastic
        ? ([[Math.sqrt(1 - next) * Math.sqrt(-Math.expm1(-way)), random(sample.shape)]] as const)
        : []
      const state = { before: original }
      if (!before || order === 1 || firstOrderAt(index))
        return { sample: combineLinear([[spread, sample], [rise, original], ...fresh]), state }
      const ratio = (lambda(index) - lambda(index - 1)) / h
      const slope = (heun ? alpha - rise / way : rise / 2) / ratio
      return {
        sample: combineLinear([[spread, sample], [rise + slope, original], [-slope, before], ...fresh]),
        state,
      }
    },
  }
}

/** Levels that differ by less, as a share, are one: float32 rounds. */
const SAME_LEVEL = 1e-5

/**
 * The solver on the levels upwards (diffusers' DPMSolverMultistepInverseScheduler), from the clean picture, which counts as at the
 * lowest level of the training, to the noisiest one of the run. Its noise is that of the level where a step begins. Where levels
 * are spaced otherwise than evenly from the first, diffusers begins or ends at another level than the run downwards; this does not.
 */
function inverseOf(
  {
    timesteps,
    levels,
    table,
  }: { timesteps: readonly number[]; levels: readonly number[]; table: Float32Array },
  options: SchedulerOptions,
  solver: ReturnType<typeof solverOptions>,
): Scheduler<DpmState> {
  const offset =
    options.choice('timestep_spacing', spacings, 'linspace') === 'leading'
      ? options.whole('steps_offset', 0)
      : 0
  const first = table[offset] as number
  // Karras' and its kin's lowest level is that of the training already.
  const begins = first < levels.at(-1)! * (1 - SAME_LEVEL) ? [first] : []
  const sigmas = [...begins, ...levels.toReversed()].map(fround)
  const upwards = [...begins.map(() => offset), ...timesteps.toReversed()].slice(0, -1)
  const last = upwards.length - 1
  const { eulerAtFinal, lowerOrderFinal } = solver
  const firstOrderAt = (index: number) =>
    index === last && (eulerAtFinal || (lowerOrderFinal && timesteps.length < 15))
  return { id: 'dpm-solver++', timesteps: upwards, ...solverOn(sigmas, options, { ...solver, firstOrderAt }) }
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
  options.choice('algorithm_type', ['dpmsolver++', 'sde-dpmsolver++', 'deis'], 'dpmsolver++')
  const type = options.choice('solver_type', ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'], 'midpoint')
  const order = options.number('solver_order', 2)
  if (order !== 1 && order !== 2) options.refuse('solver_order', messages.either({ first: 1, second: 2 }))
  return {
    order,
    heun: type === 'heun',
    lowerOrderFinal: options.flag('lower_order_final', true),
    eulerAtFinal: options.flag('euler_at_final', false),
    end: options.choice('final_sigmas_type', ['zero', 'sigma_min'], 'zero'),
  }
}
