// Many edits: one job a line, one result a line, networks loaded once. A second run does only what is missing.
import type { Readable } from 'node:stream'
import { PalimpsestError, reportOf } from '../../../src/shared/errors'
import { guideMetas } from '../../../workers/guidance/list'
import { openNodeBackend } from '../../../workers/runtime/node.node.ts'
import { Runner } from '../runner'
import { makeFolder, removeAbandoned } from '../writeResult'
import { CheckedPlaces } from './checkPlace'
import { nameLine, parseLine } from './jobLine'
import { LineIds } from './lineIds'
import type { LineOptions, Part } from './lineOptions'
import { readLines, type Line } from './readLines'
import { Results, type Result } from './results'
import { runJob, type JobSurroundings } from './runJob'

export interface LinesHooks {
  /** Takes each result as a line of JSON, those of earlier runs too. */
  readonly write: (line: string) => void
  /** Once it is aborted no further job begins. */
  readonly drain?: AbortSignal
  /** Ends the job that is running; it has no result then. */
  readonly cancel?: AbortSignal
  /** In place of standard input. */
  readonly input?: Readable
}

export interface LinesOutcome {
  readonly done: number
  /** Done by an earlier run, or by an earlier line that says the same. */
  readonly before: number
  readonly failed: number
  /** Whether it ended before the lines did. */
  readonly drained: boolean
}

/**
 * Runs the jobs of a file or of standard input. A job that fails is a result with its error; the others go on.
 * @throws PalimpsestError when the lines cannot be read or the results cannot be written
 */
export async function runLines(options: LineOptions, hooks: LinesHooks): Promise<LinesOutcome> {
  await makeFolder(options.out)
  await removeAbandoned(options.out)
  const results = await Results.open(options.out, options.part)
  const backend = await openNodeBackend(options.threads === undefined ? {} : { threads: options.threads })
  const { out, part } = options
  const setting = {
    runner: new Runner(backend),
    places: new CheckedPlaces(),
    out,
    cancel: hooks.cancel,
    part,
    results,
    ids: new LineIds(),
  }
  const counts = { done: 0, before: 0, failed: 0 }
  try {
    for await (const line of readLines(options.lines, hooks.input, hooks.drain)) {
      const outcome = await resultOf(line, setting)
      if (!outcome) continue
      const { result, before } = outcome
      if (!before) await results.add(result)
      counts[before ? 'before' : result.status]++
      hooks.write(JSON.stringify(result))
    }
  } finally {
    await backend.dispose()
  }
  return { ...counts, drained: hooks.drain?.aborted === true }
}

interface Setting extends JobSurroundings {
  readonly part: Part | undefined
  readonly results: Results
  readonly ids: LineIds
}

/** What becomes of a line; nothing where it is another part's, or was cancelled. */
async function resultOf(
  { text, number: line }: Line,
  { part, results, ids, ...surroundings }: Setting,
): Promise<{ readonly result: Result; readonly before?: true } | undefined> {
  const isMine = part === undefined || (line - 1) % part.count === part.index
  const name: { id?: string; job?: string } = {}
  try {
    const named = nameLine(text)
    Object.assign(name, named.id !== undefined && { id: named.id }, { job: named.hash })
    ids.claim(named, line)
    if (!isMine) return undefined
    const result = results.doneBefore(named.hash)
    if (result) return { result, before: true }
    const made = await runJob(parseLine(named, guideMetas), surroundings)
    return { result: { ...name, line, status: 'done', ...made } }
  } catch (error) {
    // The next ones would be worked out for nothing, too.
    if (hasNoRoom(error)) throw error
    const { detail: _, ...report } = reportOf(error)
    if (!isMine || report.code === 'cancelled') return undefined
    return { result: { ...name, line, status: 'failed', error: report } }
  }
}

/** Whether the place of the results takes no more files, whatever their names. */
const hasNoRoom = (error: unknown): boolean =>
  error instanceof PalimpsestError &&
  error.code === 'storage' &&
  (error.cause as NodeJS.ErrnoException | undefined)?.code !== 'EISDIR'
