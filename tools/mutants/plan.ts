/** What the process of the tests is told, as a JSON file. */
export interface Plan {
  readonly code: Readonly<Record<string, string>>
  /** Mutants to try, by id. */
  readonly ids: readonly number[]
  /** Files and folders of tests, in their order. */
  readonly tests: readonly string[]
  /** Pattern of the names of the tests that run. */
  readonly named?: string
  /** Tests that take more than this many milliseconds of processor time are not repeated. */
  readonly slowest: number
  /** Where it says what it found, a JSON line each. */
  readonly log: string
}

export type Finding =
  /** The mutant that is tried next, and how one was told from the program. */
  | { readonly trying: number }
  | { readonly killed: number; readonly by: string }
  /** A test that covers these, which was not tried on them. */
  | { readonly left: readonly number[]; readonly test: string; readonly why: 'slow' | 'fails when repeated' }
  /** The files of tests that will run. */
  | { readonly files: readonly string[] }
  /** Mutants that tests reach, and that are reached before any test runs, when these files have ended. */
  | {
      readonly ended: readonly string[]
      readonly covered: readonly number[]
      readonly early: readonly number[]
    }

/** The environment variable that names the file of the plan. */
export const planVariable = 'MUTANTS_PLAN'
