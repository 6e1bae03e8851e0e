// Palimpsest's samplers by the names of diffusers' classes.
import type { SchedulerId } from '../../shared/recipe'

export const schedulerClasses: Readonly<Record<SchedulerId, string>> = {
  ddim: 'DDIMScheduler',
  pndm: 'PNDMScheduler',
  euler: 'EulerDiscreteScheduler',
  'euler-ancestral': 'EulerAncestralDiscreteScheduler',
  'dpm-solver++': 'DPMSolverMultistepScheduler',
  lcm: 'LCMScheduler',
}
