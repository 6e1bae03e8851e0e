// Streams of random numbers, by name.
//
// `main` is the one generator that a diffusers pipeline is given: `torch.Generator('cpu').manual_seed(seed)`. The pipeline
// draws from it in diffusers' order: the VAE's posterior sample (where there is a picture to encode), the initial latents,
// then each step's noise. So the same seed gives the same image as diffusers on the CPU.
//
// Any other name is a generator of its own, for guides: what one draws never shifts another's numbers, nor the main ones.
// Its seed is the 32-bit FNV-1a hash (offset basis 2166136261, prime 16777619) of the UTF-8 bytes of "<seed>:<name>", where
// <seed> is the recipe's seed in decimal.
import { Generator, type GeneratorState } from './generator'

export interface RandomStreams {
  /** The stream of that name, at the position where its last draw has left it. */
  stream(name: string): Generator
  /** Where every stream stands that was drawn from, as plain data. */
  states(): Readonly<Record<string, GeneratorState>>
}

/**
 * The streams of one run.
 * @param standing where those of an earlier run stood, with which this one goes on
 * @throws RangeError when the seed is not a whole number of at most 64 bits.
 */
export function randomStreams(
  seed: number | bigint,
  standing: Readonly<Record<string, GeneratorState>> = {},
): RandomStreams {
  const streams = new Map([['main', new Generator(seed)]])
  for (const [name, state] of Object.entries(standing)) {
    const generator = new Generator(0)
    generator.restore(state)
    streams.set(name, generator)
  }
  return {
    states: () => Object.fromEntries([...streams].map(([name, generator]) => [name, generator.state()])),
    stream(name) {
      const known = streams.get(name)
      if (known) return known
      const made = new Generator(fnv1a(`${seed}:${name}`))
      streams.set(name, made)
      return made
    },
  }
}

function fnv1a(text: string): number {
  let hash = 2166136261
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 16777619)
  return hash >>> 0
}
