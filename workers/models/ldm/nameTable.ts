// Names of the original LDM code and diffusers' for the same modules.
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'

/** The two names of a module, or of a tensor that belongs to none. What follows a module's name is the same in both. */
export type NamePair = readonly [ldm: string, diffusers: string]

/** The name on the other side, or undefined where the table has none: the longest module's name that a key begins with decides. */
export function translated(key: string, names: ReadonlyMap<string, string>): string | undefined {
  for (let end = key.length; end > 0; end = key.lastIndexOf('.', end - 1)) {
    const name = names.get(key.slice(0, end))
    if (name !== undefined) return name + key.slice(end)
  }
  return undefined
}

/**
 * The tensors under diffusers' names; the weights stay where they are in their file.
 * @returns also the entries whose names the table does not have.
 */
export function renamed(
  weights: TensorIndex,
  pairs: readonly NamePair[],
): { readonly named: TensorIndex; readonly unknown: readonly TensorEntry[] } {
  const names = new Map(pairs)
  const named = new Map<string, TensorEntry>()
  const unknown: TensorEntry[] = []
  for (const [key, entry] of weights) {
    const name = translated(key, names)
    if (name === undefined) unknown.push(entry)
    else named.set(name, entry)
  }
  return { named, unknown }
}

/** One module within another, on both sides. */
export const within = ([ldm, diffusers]: NamePair, inner: readonly NamePair[]): readonly NamePair[] =>
  inner.map(([a, b]) => [`${ldm}.${a}`, `${diffusers}.${b}`])
