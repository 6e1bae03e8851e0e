// The noise schedule that a checkpoint was trained with: alpha-bar for each of its timesteps, rounded as PyTorch rounds it.
import { PalimpsestError } from '../../../src/shared/errors'
import { messages } from './messages'
import type { SchedulerOptions } from './schedulerConfig'

const { fround } = Math

const betaSchedules = ['linear', 'scaled_linear', 'squaredcos_cap_v2'] as const
type BetaSchedule = (typeof betaSchedules)[number]

interface BetaDefaults {
  readonly start: number
  readonly end: number
  readonly schedule: BetaSchedule
}

/** What diffusers' schedulers take where the file says nothing; LCM's are those of Stable Diffusion. */
const usualBetas: BetaDefaults = { start: 0.0001, end: 0.02, schedule: 'linear' }

/**
 * alpha-bar of each training timestep, from nearly 1 to nearly 0; to 0 itself where the options say so.
 * @param rescales whether the sampler knows that option
 * @throws PalimpsestError('checkpoint') when the options make no falling schedule.
 */
export function alphaBars(
  options: SchedulerOptions,
  { rescales = true, ...own }: Partial<BetaDefaults> & { readonly rescales?: boolean } = {},
): Float32Array {
  const defaults = { ...usualBetas, ...own }
  const toZero = rescales && options.flag('rescale_betas_zero_snr', false)
  const betas = toZero ? rescaled(betasOf(options, defaults)) : betasOf(options, defaults)
  const bars = new Float32Array(betas.length)
  let product = 1
  for (const [t, beta] of betas.entries()) {
    product *= fround(1 - beta)
    bars[t] = product
    if (toZero && t === betas.length - 1) continue
    if (!((bars[t] as number) > 0 && beta > 0 && beta < 1))
      throw new PalimpsestError(messages.noSchedule({ timestep: t, beta, signal: bars[t] }))
  }
  return bars
}

/** Zero terminal SNR: the last timestep keeps nothing of the picture (Lin et al. 2023, arXiv:2305.08891, algorithm 1). */
function rescaled(betas: Float32Array): Float32Array {
  let product = 1
  const roots = betas.map((beta) => Math.sqrt(fround((product *= fround(1 - beta)))))
  const [first, last] = [roots[0] as number, roots.at(-1) as number]
  const stretch = fround(first / fround(first - last))
  const bars = roots.map((root) => fround(fround(root - last) * stretch) ** 2)
  return bars.map((bar, t) => 1 - (t === 0 ? bar : fround(bar / (bars[t - 1] as number))))
}

export const betaScheduleOf = (options: SchedulerOptions, usual: BetaSchedule = 'linear'): BetaSchedule =>
  options.choice('beta_schedule', betaSchedules, usual)

function betasOf(options: SchedulerOptions, defaults: BetaDefaults): Float32Array {
  const count = options.whole('num_train_timesteps', 1000, 2)
  if (count > 100_000) options.refuse('num_train_timesteps', messages.atMost({ most: 100_000 }))
  const trained = options.numbers('trained_betas')
  if (trained) {
    if (trained.length !== count) options.refuse('trained_betas', messages.countOfNumbers({ count }))
    return Float32Array.from(trained)
  }
  const start = options.number('beta_start', defaults.start)
  const end = options.number('beta_end', defaults.end)
  switch (betaScheduleOf(options, defaults.schedule)) {
    case 'linear':
      return linspace(start, end, count)
    case 'scaled_linear':
      return linspace(Math.sqrt(start), Math.sqrt(end), count).map((root) => root * root)
    case 'squaredcos_cap_v2':
      return cosineBetas(count)
  }
}

/** `torch.linspace` in float32: the second half is counted down from the end. */
function linspace(start: number, end: number, count: number): Float32Array {
  const [first, last] = [fround(start), fround(end)]
  const step = fround(fround(last - first) / (count - 1))
  return Float32Array.from({ length: count }, (_, at) =>
    at < Math.floor(count / 2) ? first + fround(step * at) : last - fround(step * (count - 1 - at)),
  )
}

/** Nichol & Dhariwal 2021, arXiv:2102.09672, equation 17, each beta at most 0.999. */
function cosineBetas(count: number): Float32Array {
  const bar = (t: number) => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2
  return Float32Array.from({ length: count }, (_, at) =>
    Math.min(1 - bar((at + 1) / count) / bar(at / count), 0.999),
  )
}
