import type { SchedulerId } from '../shared/recipe'

/** diffusers' names. */
export const schedulerNames: Readonly<Record<SchedulerId, string>> = {
  ddim: 'DDIM',
  pndm: 'PNDM',
  euler: 'Euler',
  'euler-ancestral': 'Euler ancestral',
  'dpm-solver++': 'DPM-Solver++ 2M',
  lcm: 'LCM',
}
