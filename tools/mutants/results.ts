// What became of each mutant so far, kept between runs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { equivalent } from './equivalent'
import type { Mutant } from './findMutants'
import type { Finding } from './plan'

/** Of one that was to be tried, in a run that was ended first: 'open'. */
type Outcome = 'killed' | 'survived' | 'uncovered' | 'open'

/** By file, then by a mutant's key. */
export type Results = Record<string, Record<string, Outcome>>

/** What a run of the tests found, by ids. */
export interface Found {
  readonly tried: ReadonlySet<number>
  readonly killed: ReadonlySet<number>
  /** Reached by a test, and by code that runs before any test does. */
  readonly covered: ReadonlySet<number>
  readonly early: ReadonlySet<number>
  /** Whether all tests ran; otherwise only what they killed is known. */
  readonly isWhole: boolean
}

/** What tests have said, up to where they were ended. */
export function foundOf(findings: readonly Finding[]): Omit<Found, 'tried'> {
  const all = <T>(of: (finding: Finding) => readonly T[]) => new Set(findings.flatMap(of))
  const ended = all((finding) => ('ended' in finding ? finding.ended : []))
  const files = all((finding) => ('files' in finding ? finding.files : []))
  return {
    killed: all((finding) => ('killed' in finding ? [finding.killed] : [])),
    covered: all((finding) => ('ended' in finding ? finding.covered : [])),
    early: all((finding) => ('ended' in finding ? finding.early : [])),
    isWhole: files.size > 0 && [...files].every((file) => ended.has(file)),
  }
}

export const readResults = (path: string): Results =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {}

export const writeResults = (path: string, results: Results): void =>
  writeFileSync(path, JSON.stringify(results, null, 1))

const excused = new Set(equivalent.map(({ file, mutant }) => `${file} ${mutant}`))

export const isEquivalent = ({ file, key }: Pick<Mutant, 'file' | 'key'>): boolean =>
  excused.has(`${file} ${key}`)

/** The results of a file's mutants as they now are: those of lines that are gone are dropped, a kill stays. */
export function joined(
  mutants: readonly Mutant[],
  known: Readonly<Record<string, Outcome>>,
  { tried, killed, covered, early, isWhole }: Found,
): Record<string, Outcome> {
  const all = mutants.flatMap(({ id, key }): [string, Outcome][] => {
    const before = known[key]
    if (before === 'killed' || killed.has(id)) return [[key, 'killed']]
    if (!tried.has(id)) return before ? [[key, before]] : []
    if (!isWhole) return [[key, before ?? 'open']]
    // Constants of a module are made once: a mutant in them cannot be switched on later.
    if (early.has(id) && !covered.has(id)) return []
    return [[key, covered.has(id) ? 'survived' : 'uncovered']]
  })
  return Object.fromEntries(all)
}

/** One line: how many of the mutants of the files whose paths begin so were killed, and how many are not known yet. */
export function tally(results: Results, name: string, path: string): string {
  const outcomes = Object.entries(results)
    .filter(([file]) => file.startsWith(path))
    .flatMap(([file, keys]) =>
      Object.entries(keys).flatMap(([key, outcome]) => (isEquivalent({ file, key }) ? [] : [outcome])),
    )
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length
  const [killed, open] = [count('killed'), count('open')]
  const unknown = open > 0 ? `, ${open} not known yet` : ''
  const share = ((100 * killed) / Math.max(outcomes.length, 1)).toFixed(1)
  return `${name.padEnd(60)} ${`${killed} of ${outcomes.length}`.padStart(14)} killed ${share.padStart(6)} %${unknown}`
}
