import { PalimpsestError } from '../../../src/shared/errors'
import type { SchedulerId } from '../../../src/shared/recipe'
import { ddim } from './ddim'
import { dpmSolver } from './dpmSolver'
import { euler } from './euler'
import { eulerAncestral } from './eulerAncestral'
import { lcm } from './lcm'
import { pndm } from './pndm'
import type { Scheduler } from './scheduler'
import {
  configObject,
  predictionTypeOf,
  refuseUnknownOptions,
  schedulerIdOf,
  SchedulerOptions,
} from './schedulerConfig'

interface SamplingChoices {
  /** DDIM's share of fresh noise, 0 to 1. */
  readonly eta: number
  /** Noise levels of Karras et al. 2022, whatever the configuration says; for `euler` and `dpm-solver++`. */
  readonly karrasSigmas?: boolean
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
  { eta, karrasSigmas }: SamplingChoices,
): Scheduler {
  const file = configObject(config)
  refuseUnknownOptions(file)
  const chosen = id ?? schedulerIdOf(file)
  if (eta > 0 && chosen !== 'ddim') throw notFor('eta', chosen, 'ddim')
  if (karrasSigmas && chosen !== 'euler' && chosen !== 'dpm-solver++')
    throw notFor('karrasSigmas', chosen, 'euler or dpm-solver++')
  const options = new SchedulerOptions(file)
  const prediction = predictionTypeOf(file)
  const karras = () => karrasSigmas ?? options.flag('use_karras_sigmas', false)
  switch (chosen) {
    case 'ddim':
      return ddim(options, { steps, eta })
    case 'pndm':
      return pndm(options, { steps, prediction })
    case 'euler':
      return euler(options, { steps, prediction, karras: karras() })
    case 'euler-ancestral':
      return eulerAncestral(options, { steps })
    case 'dpm-solver++':
      return dpmSolver(options, { steps, karras: karras() })
    case 'lcm':
      return lcm(options, { steps })
  }
}

const notFor = (setting: string, scheduler: string, meant: string) =>
  new PalimpsestError(
    'recipe',
    `The recipe's "${setting}" has no meaning for the scheduler "${scheduler}".`,
    `Remove it, or choose ${meant}.`,
  )
