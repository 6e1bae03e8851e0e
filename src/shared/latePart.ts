// Code that is read when it is first wanted, and not with the page.
import { readPart } from './readPart'

export interface LatePart<Module> {
  /** Undefined until it has been read. */
  readonly now: Module | undefined
  /** @throws PalimpsestError('internal') where it cannot be read; the next call tries again */
  read(): Promise<Module>
  /** Calls `arrived` once it is there. @returns a function that takes that back */
  subscribe(arrived: () => void): () => void
}

/** @param load imports the module */
export function latePart<Module>(load: () => Promise<Module>): LatePart<Module> {
  let now: Module | undefined
  let reading: Promise<Module> | undefined
  const waiting = new Set<() => void>()
  const read = async () => {
    try {
      now = await readPart(load)
    } catch (error) {
      reading = undefined
      throw error
    }
    for (const arrived of waiting) arrived()
    return now
  }
  return {
    get now() {
      return now
    },
    read: () => (reading ??= read()),
    subscribe(arrived) {
      waiting.add(arrived)
      return () => void waiting.delete(arrived)
    },
  }
}
