import type { SchedulerId } from '../shared/recipe'

/** diffusers' names. */
export const schedulerNames: Readonly<Record<SchedulerId, string>> = {
  ddim: 'DDIM',
  ddpm: 'DDPM',
  pndm: 'PNDM',
  euler: 'Euler',
  'euler-ancestral': 'Euler ancestral',
  heun: 'Heun',
  'dpm-solver++': 'DPM-Solver++ 2M',
  'dpm-solver++-sde': 'DPM-Solver++ 2M SDE',
  unipc: 'UniPC',
  lcm: 'LCM',
  tcd: 'TCD',
}
