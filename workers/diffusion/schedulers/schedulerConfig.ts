// `scheduler_config.json`, read strictly: the options that a sampler knows, with the defaults of diffusers' class, and no other.
//
// A file that was written for one sampler serves another as diffusers' `Scheduler.from_config` has it: the options that the
// other one knows carry over, the rest takes that one's defaults. Two of diffusers' defaults do not hold here:
// - `clip_sample` is false where the file does not give it. DDIM's own default, true, would clip latents as if they were
//   pixels; every Stable Diffusion checkpoint says false.
// - `skip_prk_steps` is true where the file of another sampler does not give it.
import { PalimpsestError } from '../../../src/shared/errors'
import type { Message } from '../../../src/shared/message'
import { schedulerIds, sigmaSpacings, type SchedulerId, type SigmaSpacing } from '../../../src/shared/recipe'
import { isRecord } from '../../../src/shared/isRecord'
import { messages } from './messages'
import type { PredictionType } from './prediction'

const idByClass: Readonly<Record<string, SchedulerId>> = {
  DDIMScheduler: 'ddim',
  PNDMScheduler: 'pndm',
  EulerDiscreteScheduler: 'euler',
  EulerAncestralDiscreteScheduler: 'euler-ancestral',
  DPMSolverMultistepScheduler: 'dpm-solver++',
  LCMScheduler: 'lcm',
  DDPMScheduler: 'ddpm',
  HeunDiscreteScheduler: 'heun',
  UniPCMultistepScheduler: 'unipc',
  TCDScheduler: 'tcd',
}

/** Options that diffusers' samplers read or leave to one another: in a file, they need not concern the one that is used. */
const knownOptions: ReadonlySet<string> = new Set(
  `num_train_timesteps beta_start beta_end beta_schedule trained_betas prediction_type timestep_spacing steps_offset
  clip_sample clip_sample_range thresholding dynamic_thresholding_ratio sample_max_value set_alpha_to_one skip_prk_steps
  rescale_betas_zero_snr interpolation_type timestep_type sigma_min sigma_max final_sigmas_type use_karras_sigmas
  use_exponential_sigmas use_beta_sigmas use_lu_lambdas use_flow_sigmas flow_shift use_dynamic_shifting time_shift_type
  algorithm_type solver_order solver_type lower_order_final euler_at_final lambda_min_clipped variance_type
  shift_terminal original_inference_steps timestep_scaling predict_x0 solver_p disable_corrector noise_sampler_seed`.split(
    /\s+/,
  ),
)

export type ConfigObject = Readonly<Record<string, unknown>>

/** @throws PalimpsestError('checkpoint') when the parsed file is no JSON object. */
export function configObject(config: unknown): ConfigObject {
  if (isRecord(config)) return config
  throw new PalimpsestError(messages.notAnObject())
}

/**
 * What the checkpoint's UNet predicts.
 * @throws PalimpsestError('checkpoint') for a prediction that no sampler here takes.
 */
export function predictionTypeOf(config: unknown): PredictionType {
  return new SchedulerOptions(configObject(config)).prediction
}

/** Typed access to the options of a configuration; `null` counts as left out, as in diffusers. */
export class SchedulerOptions {
  constructor(private readonly config: ConfigObject) {}

  /** The sampler that the file was written for, if it is one of ours. */
  get writtenFor(): SchedulerId | undefined {
    const name = this.config['_class_name']
    if (name === 'DPMSolverMultistepScheduler' && this.config['algorithm_type'] === 'sde-dpmsolver++')
      return 'dpm-solver++-sde'
    return typeof name === 'string' && Object.hasOwn(idByClass, name) ? idByClass[name] : undefined
  }

  get prediction(): PredictionType {
    return this.choice('prediction_type', ['epsilon', 'v_prediction', 'sample'], 'epsilon')
  }

  number(key: string, usual: number): number {
    const value = this.config[key] ?? usual
    return typeof value === 'number' && !Number.isNaN(value) ? value : this.refuse(key, messages.number())
  }

  /** A whole number of at least `least`. */
  whole(key: string, usual: number, least = 0): number {
    const value = this.number(key, usual)
    return Number.isSafeInteger(value) && value >= least ? value : this.refuse(key, messages.whole({ least }))
  }

  optionalNumber(key: string): number | undefined {
    return this.config[key] === undefined || this.config[key] === null ? undefined : this.number(key, 0)
  }

  flag(key: string, usual: boolean): boolean {
    const value = this.config[key] ?? usual
    return typeof value === 'boolean' ? value : this.refuse(key, messages.trueOrFalse())
  }

  choice<const T extends string>(key: string, allowed: readonly T[], usual: T): T {
    const value = this.config[key] ?? usual
    return (
      allowed.find((one) => one === value) ?? this.refuse(key, messages.oneOf({ values: allowed.join(', ') }))
    )
  }

  /**
   * How the file spaces noise levels, where not as the timesteps are.
   * @throws PalimpsestError('checkpoint') when it asks for two spacings.
   */
  sigmaSpacing(): SigmaSpacing | undefined {
    const asked = sigmaSpacings.filter((spacing) => this.flag(`use_${spacing}_sigmas`, false))
    const [first, second] = asked
    if (second) this.refuse(`use_${second}_sigmas`, messages.oneSpacing())
    return first
  }

  numbers(key: string): readonly number[] | undefined {
    const value = this.config[key]
    if (value === undefined || value === null) return undefined
    return Array.isArray(value) && value.every((one) => typeof one === 'number' && Number.isFinite(one))
      ? (value as number[])
      : this.refuse(key, messages.numbers())
  }

  /** Options that would change the computation, and that nothing here implements: off, or refused. */
  refuseOthers(...keys: readonly string[]): void {
    for (const key of keys) {
      const value = this.config[key]
      if (value !== undefined && value !== null && value !== false)
        this.refuse(key, messages.only({ value: 'false' }))
    }
  }

  refuse(option: string, expected: Message): never {
    const value = JSON.stringify(this.config[option])
    throw new PalimpsestError(
      value === undefined
        ? messages.unsupportedMissing({ option, expected })
        : messages.unsupported({ option, value, expected }),
    )
  }
}

/**
 * The sampler that the file was written for.
 * @throws PalimpsestError('checkpoint') when it is none of ours.
 */
export function schedulerIdOf(config: ConfigObject): SchedulerId {
  const id = new SchedulerOptions(config).writtenFor
  if (id) return id
  const name = JSON.stringify(config['_class_name'])
  const schedulers = schedulerIds.join(', ')
  throw new PalimpsestError(
    name === undefined
      ? messages.noScheduler({ schedulers })
      : messages.unknownScheduler({ name, schedulers }),
  )
}

/** Options of early versions that mean nothing with these values. */
const meaningless: Readonly<Record<string, readonly unknown[]>> = {
  predict_epsilon: [true],
  tensor_format: ['pt', 'np'],
}

/** Refuses an option that no scheduler of diffusers has: it was meant to change something. */
export function refuseUnknownOptions(config: ConfigObject): void {
  for (const [key, value] of Object.entries(config)) {
    if (meaningless[key]?.includes(value)) continue
    // That the network does not predict epsilon is no option that is off.
    const off = value === null || (value === false && key !== 'predict_epsilon')
    if (key.startsWith('_') || knownOptions.has(key) || off) continue
    throw new PalimpsestError(messages.unknownOption({ option: key }))
  }
}
