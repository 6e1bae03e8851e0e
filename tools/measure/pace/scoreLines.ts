// What was scored so far, a line each, so that a long measurement can be ended and gone on with.
import { existsSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import type { Scores } from '../technique'

type Line =
  | { readonly pace: string; readonly work: number }
  | { readonly pace: string; readonly index: number; readonly scores: Scores }

export async function openScoreLines(file: string) {
  const written = existsSync(file) ? (await readFile(file, 'utf8')).split('\n') : []
  const works = new Map<string, number>()
  const scores = new Map<string, Map<number, Scores>>()
  const scoresOf = (pace: string): Map<number, Scores> => {
    const known = scores.get(pace) ?? new Map<number, Scores>()
    scores.set(pace, known)
    return known
  }
  const take = (line: Line): void => {
    if ('work' in line) works.set(line.pace, line.work)
    else scoresOf(line.pace).set(line.index, line.scores)
  }
  // JSON has no infinite number, which a picture that is left as it was has.
  const infinite = (_: string, value: unknown): unknown => (value === null ? Infinity : value)
  for (const line of written) if (line.endsWith('}')) take(JSON.parse(line, infinite) as Line)
  const add = async (line: Line): Promise<void> => {
    take(line)
    await appendFile(file, `${JSON.stringify(line)}\n`)
  }
  return {
    /** Multiplications of a whole edit. */
    workOf: (pace: string): number | undefined => works.get(pace),
    /** By case. */
    scoresOf: (pace: string): ReadonlyMap<number, Scores> => scoresOf(pace),
    addWork: (pace: string, work: number) => add({ pace, work }),
    addScores: (pace: string, index: number, of: Scores) => add({ pace, index, scores: of }),
  }
}
