// Palimpsest's samplers by the names of diffusers' classes.
import type { SchedulerId } from '../../shared/recipe'

export const schedulerClasses: Readonly<Record<SchedulerId, string>> = {
  ddim: 'DDIMScheduler',
  ddpm: 'DDPMScheduler',
  pndm: 'PNDMScheduler',
  euler: 'EulerDiscreteScheduler',
  'euler-ancestral': 'EulerAncestralDiscreteScheduler',
  heun: 'HeunDiscreteScheduler',
  'dpm-solver++': 'DPMSolverMultistepScheduler',
  'dpm-solver++-sde': 'DPMSolverMultistepScheduler',
  unipc: 'UniPCMultistepScheduler',
  lcm: 'LCMScheduler',
  tcd: 'TCDScheduler',
}

/** Options without which a class is another sampler. */
export const schedulerOptions: Readonly<Partial<Record<SchedulerId, object>>> = {
  'dpm-solver++-sde': { algorithm_type: 'sde-dpmsolver++' },
}
