interface Equivalent {
  readonly file: string
  /** As `npm run mutants` prints its key. */
  readonly mutant: string
  readonly why: string
}

/** Mutants that compute the same: no test can tell them from the program. */
export const equivalent: readonly Equivalent[] = [
  {
    file: 'workers/graph/gradient.ts',
    mutant: 'if (!first) return undefined | !first -> false',
    why: 'The sum of no parts is undefined too.',
  },
]
