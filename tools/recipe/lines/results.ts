// What became of each job: a line of JSON in the folder of the results, appended as it is done.
import { existsSync } from 'node:fs'
import { appendFile, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PalimpsestError, type ErrorReport } from '../../../src/shared/errors'

/** Seconds that a job took, and of what. */
export interface Seconds {
  /** Opening networks and reading pictures. */
  readonly open: number
  readonly edit: number
  readonly write: number
}

interface ResultName {
  /** Absent where the line has none that can be read. */
  readonly id?: string
  /** SHA-256 of the job, absent where the line is none. */
  readonly job?: string
  /** Number of the line, from 1. */
  readonly line: number
}

export interface Done extends ResultName {
  readonly status: 'done'
  /** File name in the folder. */
  readonly picture: string
  readonly seconds: Seconds
  readonly notes: readonly string[]
  /** Versions of the guides that ran. */
  readonly guides: Readonly<Record<string, number>>
}

export interface Failed extends ResultName {
  readonly status: 'failed'
  readonly error: Omit<ErrorReport, 'detail'>
}

export type Result = Done | Failed

/** A file of results, by itself or beside those of other parts. */
const resultsFile = /^results(-\d+-of-\d+)?\.jsonl$/

export class Results {
  private constructor(
    private readonly folder: string,
    private readonly file: string,
    private readonly done: Map<string, Done>,
  ) {}

  /**
   * Reads what earlier runs left in a folder, all parts of them.
   * @throws PalimpsestError('storage') when it cannot be read or written
   */
  static async open(
    folder: string,
    part?: { readonly index: number; readonly count: number },
  ): Promise<Results> {
    const name = part === undefined ? 'results.jsonl' : `results-${part.index}-of-${part.count}.jsonl`
    const before = new Map<string, Done>()
    try {
      for (const file of (await readdir(folder)).filter((name) => resultsFile.test(name)))
        for (const result of readLines(await readFile(join(folder, file), 'utf8')))
          if (result.status === 'done' && result.job !== undefined) before.set(result.job, result)
      const path = join(folder, name)
      await endLastLine(path)
      return new Results(folder, path, before)
    } catch (cause) {
      throw unwritable(folder, cause)
    }
  }

  /** The result of a job that was done, now or earlier, and whose picture is still there. */
  doneBefore(job: string): Done | undefined {
    const done = this.done.get(job)
    return done && existsSync(join(this.folder, done.picture)) ? done : undefined
  }

  /** One write a line, so that several processes may append to one file. */
  async add(result: Result): Promise<void> {
    if (result.status === 'done' && result.job !== undefined) this.done.set(result.job, result)
    await appendFile(this.file, `${JSON.stringify(result)}\n`).catch((cause: unknown) => {
      throw unwritable(this.file, cause)
    })
  }
}

/** The whole results of a file; one whose process was killed while it wrote is left out. */
function readLines(text: string): Result[] {
  return text.split('\n').flatMap((line) => {
    try {
      const result = JSON.parse(line) as Result
      return typeof result === 'object' && result !== null && 'status' in result ? [result] : []
    } catch {
      return []
    }
  })
}

/** What a killed process left of a line must not swallow the next one. */
async function endLastLine(path: string): Promise<void> {
  const file = await open(path, 'a+')
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    if (size > 0 && last.toString() !== '\n') await file.appendFile('\n')
  } finally {
    await file.close()
  }
}

const unwritable = (path: string, cause: unknown) =>
  new PalimpsestError(
    'storage',
    `${path} cannot be written.`,
    'Check its folder, and the room that is left.',
    { cause },
  )
