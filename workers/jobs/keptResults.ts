// What was computed for a run and is the same in the next, as long as all that it depends on is: an inversion of a picture, which
// takes as long as the edit itself.

/** What a kept result depends on: numbers and texts, and tensors and pictures by their values. */
export type Dependency = Values | number | string

interface Values {
  readonly shape: readonly number[]
  readonly data: Float32Array | Uint8ClampedArray
}

interface Kept {
  readonly on: readonly Dependency[]
  readonly result: unknown
}

/** One result for each purpose: the last. */
export class KeptResults {
  private kept = new Map<string, Kept>()

  /** The result that was kept for `purpose`, or what `make` gives. */
  async get<T>(purpose: string, on: readonly Dependency[], make: () => Promise<T>): Promise<T> {
    const { kept } = this
    const known = kept.get(purpose)
    if (known && sameAll(known.on, on)) return known.result as T
    const result = await make()
    kept.set(purpose, { on, result })
    return result
  }

  /** Other files may be behind an id now: what was made with the old ones is forgotten, and what is being made is not kept. */
  forget(): void {
    this.kept = new Map()
  }
}

const sameAll = (a: readonly Dependency[], b: readonly Dependency[]): boolean =>
  a.length === b.length && a.every((one, at) => same(one, b[at]!))

function same(a: Dependency, b: Dependency): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  return a.shape.join() === b.shape.join() && a.data.every((value, at) => value === b.data[at])
}
