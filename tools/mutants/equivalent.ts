interface Equivalent {
  readonly file: string
  /** As `npm run mutants` prints its key. */
  readonly mutant: string
  readonly why: string
}

/** Mutants that compute the same: no test can tell them from the program. */
export const equivalent: readonly Equivalent[] = []
