// Palimpsest's samplers and spacings by ComfyUI's names.
import type { SchedulerId, SigmaSpacing } from '../../shared/recipe'

/** A sampler, and the schedule that goes with it where the recipe names no spacing. PNDM, DDPM's own and TCD are not in its core. */
export const comfySamplers: Readonly<
  Partial<Record<SchedulerId, readonly [sampler: string, schedule: string]>>
> = {
  ddim: ['ddim', 'ddim_uniform'],
  ddpm: ['ddpm', 'normal'],
  euler: ['euler', 'normal'],
  'euler-ancestral': ['euler_ancestral', 'normal'],
  heun: ['heun', 'normal'],
  'dpm-solver++': ['dpmpp_2m', 'normal'],
  'dpm-solver++-sde': ['dpmpp_2m_sde', 'normal'],
  unipc: ['uni_pc', 'normal'],
  lcm: ['lcm', 'sgm_uniform'],
}

export const comfySpacings: Readonly<Record<SigmaSpacing, string>> = {
  karras: 'karras',
  exponential: 'exponential',
  beta: 'beta',
}
