// UniPC (Zhao et al. 2023, arXiv:2302.04867), algorithms 5 and 6 with B(h): a multistep predictor, and a corrector that goes over
// the step before again once the network has seen where it ended.
import type { SigmaSpacing } from '../../../src/shared/recipe'
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { messages } from './messages'
import { alphaBars } from './noiseSchedule'
import { variancePreserving } from './parameterisations'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'
import { alphaBarOf, tableSigmas } from './sigmas'
import { solveLinear } from './solveLinear'
import { solverLevels } from './solverLevels'

const { fround } = Math

interface UniPcState {
  /** What the network said at the last entries (clean estimates, or noise), newest first, at most as many as the order. */
  readonly outputs: readonly Tensor[]
  /** What the last step began with, and its order. */
  readonly last?: { readonly sample: Tensor; readonly order: number }
}

interface UniPcRun {
  readonly steps: number
  readonly spacing?: SigmaSpacing | undefined
}

export function uniPc(options: SchedulerOptions, run: UniPcRun): Scheduler<UniPcState> {
  const { most, predictsOriginal, isFirstKind, lowerOrderFinal, uncorrected, end } = solverOptions(options)
  const table = tableSigmas(alphaBars(options))
  const { timesteps, levels } = solverLevels(options, table, { ...run, roundsKarras: true })
  const smallest = run.spacing ? (levels.at(-1) as number) : (table[0] as number)
  const sigmas = [...levels, end === 'zero' ? 0 : smallest].map(fround)
  const sampler = variancePreserving(sigmas.map(alphaBarOf), options)
  /** log(alpha / sigma), half the log signal-to-noise ratio. */
  const lambda = (index: number) => -Math.log(sigmas[index] as number)
  const count = timesteps.length

  /**
   * From entry `index` to the next, by differences of outputs at the entries before and, where it corrects, at the next one.
   * @param outputs at `index` and before, newest first
   */
  function update(
    sample: Tensor,
    index: number,
    outputs: readonly Tensor[],
    order: number,
    next?: Tensor,
  ): Tensor {
    const newest = outputs[0] as Tensor
    const h = lambda(index + 1) - lambda(index)
    const way = predictsOriginal ? -h : h
    const grown = Math.expm1(way)
    const scale = isFirstKind ? way : grown
    const [now, then] = [sampler.alphaBar(index), sampler.alphaBar(index + 1)]
    const [kept, gained] = predictsOriginal
      ? [Math.sqrt((1 - then) / (1 - now)), Math.sqrt(then)]
      : [Math.sqrt(then / now), Math.sqrt(1 - then)]
    const ratios = Array.from({ length: order - 1 }, (_, at) => (lambda(index - 1 - at) - lambda(index)) / h)
    const shares = next ? correctorShares([...ratios, 1], way, scale) : predictorShares(ratios, way, scale)
    const later = [...outputs.slice(1, order), ...(next ? [next] : [])]
    const terms = later.map(
      (output, at) => [-gained * scale * ((shares[at] as number) / (ratios[at] ?? 1)), output] as const,
    )
    const taken = terms.reduce((sum, [weight]) => sum + weight, 0)
    return combineLinear([[kept, sample], [-gained * grown - taken, newest], ...terms])
  }

  return {
    id: 'unipc',
    timesteps,
    ...sampler,
    initialState: () => ({ outputs: [] }),
    step(noise, sample, index, { outputs, last }) {
      const output = predictsOriginal
        ? sampler.predictOriginal(sample, noise, index)
        : sampler.epsilonOf(sample, noise, index)
      const corrects = last !== undefined && !uncorrected.includes(index - 1)
      const begun = corrects ? update(last.sample, index - 1, outputs, last.order, output) : sample
      const known = [output, ...outputs].slice(0, most)
      const left = lowerOrderFinal || sigmas[index + 1] === 0 ? count - index : most
      const order = Math.min(most, left, known.length)
      return {
        sample: update(begun, index, known, order),
        state: { outputs: known, last: { sample: begun, order } },
      }
    },
  }
}

/** Weights of the differences that the predictor takes; half of the only one, as the paper simplifies. */
function predictorShares(ratios: readonly number[], way: number, scale: number): readonly number[] {
  if (ratios.length < 2) return ratios.map(() => 0.5)
  return solveLinear(...system([...ratios, 1], ratios.length, way, scale))
}

function correctorShares(ratios: readonly number[], way: number, scale: number): readonly number[] {
  return ratios.length === 1 ? [0.5] : solveLinear(...system(ratios, ratios.length, way, scale))
}

/** R and b of the paper's equation 8: powers of the ratios, and phi functions of the step over B(h). */
function system(ratios: readonly number[], size: number, way: number, scale: number): [number[][], number[]] {
  const rows: number[][] = []
  const values: number[] = []
  let phi = Math.expm1(way) / way - 1
  let factorial = 1
  for (let power = 0; power < size; power++) {
    rows.push(ratios.slice(0, size).map((ratio) => ratio ** power))
    values.push((phi * factorial) / scale)
    factorial *= power + 2
    phi = phi / way - 1 / factorial
  }
  return [rows, values]
}

function solverOptions(options: SchedulerOptions) {
  options.refuseOthers(
    'thresholding',
    'use_flow_sigmas',
    'use_dynamic_shifting',
    'solver_p',
    'shift_terminal',
  )
  // As in diffusers, the names of other solvers in a file that was written for them stand for its own.
  const type = options.choice('solver_type', ['bh1', 'bh2', 'midpoint', 'heun', 'logrho'], 'bh2')
  const order = options.whole('solver_order', 2, 1)
  if (order > 3) options.refuse('solver_order', messages.oneTwoOrThree())
  return {
    most: order,
    predictsOriginal: options.flag('predict_x0', true),
    isFirstKind: type === 'bh1',
    lowerOrderFinal: options.flag('lower_order_final', true),
    uncorrected: options.numbers('disable_corrector') ?? [],
    end: options.choice('final_sigmas_type', ['zero', 'sigma_min'], 'zero'),
  }
}
