// Samplers as programs on k-diffusion's code name them ("k_euler_a", "dpmpp_2m_sde_gpu"), under the names of the `parameters` text.
import { entryOf } from './looseJson'

const SAMPLERS: Readonly<Record<string, string>> = {
  ddim: 'DDIM',
  ddpm: 'DDPM',
  plms: 'PLMS',
  pndm: 'PLMS',
  euler: 'Euler',
  euler_a: 'Euler a',
  euler_ancestral: 'Euler a',
  heun: 'Heun',
  dpmpp_2m: 'DPM++ 2M',
  dpmpp_2m_sde: 'DPM++ 2M SDE',
  uni_pc: 'UniPC',
  unipc: 'UniPC',
  lcm: 'LCM',
  tcd: 'TCD',
}

const SPACINGS: Readonly<Record<string, string>> = {
  karras: 'Karras',
  exponential: 'Exponential',
  beta: 'Beta',
  // The checkpoint's own levels.
  normal: 'Automatic',
  native: 'Automatic',
}

/** "Sampler" and "Schedule type" of a `parameters` text; what has no name there keeps its own. */
export function samplerPairs(sampler: unknown, spacing?: unknown): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  if (typeof sampler === 'string' && sampler !== '') {
    const plain = sampler.toLowerCase().replace(/^k_/, '').replace(/_gpu$/, '')
    // InvokeAI: "_k" for Karras' levels.
    const isKarras = plain.endsWith('_k')
    pairs.set('Sampler', entryOf(SAMPLERS, isKarras ? plain.slice(0, -2) : plain) ?? sampler)
    if (isKarras) pairs.set('Schedule type', 'Karras')
  }
  if (typeof spacing === 'string' && spacing !== '')
    pairs.set('Schedule type', entryOf(SPACINGS, spacing.toLowerCase()) ?? spacing)
  return pairs
}
