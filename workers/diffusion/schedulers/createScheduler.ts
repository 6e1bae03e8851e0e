import { PalimpsestError } from '../../../src/shared/errors'
import type { Message } from '../../../src/shared/message'
import { samplersWithSigmas, type SchedulerId, type SigmaSpacing } from '../../../src/shared/recipe'
import { ddim } from './ddim'
import { ddpm } from './ddpm'
import { dpmSolver } from './dpmSolver'
import { euler } from './euler'
import { eulerAncestral } from './eulerAncestral'
import { heun } from './heun'
import { lcm } from './lcm'
import { messages } from './messages'
import { pndm } from './pndm'
import type { Scheduler } from './scheduler'
import {
  configObject,
  predictionTypeOf,
  refuseUnknownOptions,
  schedulerIdOf,
  SchedulerOptions,
} from './schedulerConfig'
import { tcd } from './tcd'
import { uniPc } from './uniPc'

interface SamplingChoices {
  /** The share of fresh noise of DDIM and TCD, 0 to 1. */
  readonly eta: number
  /** How noise levels are spaced, whatever the configuration says; for `samplersWithSigmas`. */
  readonly sigmas?: SigmaSpacing
}

/**
 * A checkpoint's sampler, or another one on its noise schedule.
 * @param id the sampler; undefined is the one that the configuration was written for
 * @param config parsed `scheduler_config.json`
 * @throws PalimpsestError('checkpoint') naming an option that changes the computation and is not supported
 * @throws PalimpsestError('recipe') for more steps than the schedule has, or a choice that the sampler does not know
 */
export function createScheduler(
  id: SchedulerId | undefined,
  config: unknown,
  steps: number,
  { eta, sigmas }: SamplingChoices,
): Scheduler {
  const file = configObject(config)
  refuseUnknownOptions(file)
  const chosen = id ?? schedulerIdOf(file)
  if (eta > 0 && chosen !== 'ddim' && chosen !== 'tcd')
    throw notFor('eta', chosen, messages.either({ first: 'ddim', second: 'tcd' }))
  if (sigmas && !samplersWithSigmas.includes(chosen))
    throw notFor('sigmas', chosen, messages.only({ value: samplersWithSigmas.join(', ') }))
  const options = new SchedulerOptions(file)
  const prediction = predictionTypeOf(file)
  const spacing = () => sigmas ?? options.sigmaSpacing()
  switch (chosen) {
    case 'ddim':
      return ddim(options, { steps, eta })
    case 'ddpm':
      return ddpm(options, { steps })
    case 'pndm':
      return pndm(options, { steps, prediction })
    case 'euler':
      return euler(options, { steps, prediction, spacing: spacing() })
    case 'euler-ancestral':
      return eulerAncestral(options, { steps })
    case 'dpm-solver++':
      return dpmSolver(options, { steps, spacing: spacing() })
    case 'dpm-solver++-sde':
      return dpmSolver(options, { steps, spacing: spacing(), stochastic: true })
    case 'heun':
      return heun(options, { steps, spacing: spacing() })
    case 'unipc':
      return uniPc(options, { steps, spacing: spacing() })
    case 'lcm':
      return lcm(options, { steps })
    case 'tcd':
      return tcd(options, { steps, eta })
  }
}

const notFor = (setting: string, scheduler: string, meant: Message) =>
  new PalimpsestError(messages.noMeaning({ setting, scheduler, meant }))
