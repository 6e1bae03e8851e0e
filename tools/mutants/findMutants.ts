// Stryker's mutants of some files, all switched by one number, so that one process can try them one after another.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { Instrumenter } from '@stryker-mutator/instrumenter'

interface Position {
  /** 0-based. */
  readonly line: number
  readonly column: number
}

/** As Stryker's instrumenter describes a mutant. */
interface StrykerMutant {
  readonly id: string
  readonly fileName: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly mutatorName: string
  readonly replacement: string
  /** 'Ignored' where a comment or an option leaves it out. */
  readonly status?: string
}

export interface Mutant {
  readonly id: number
  readonly file: string
  /** 1-based. */
  readonly line: number
  readonly was: string
  readonly is: string
  /** What stays the same when other lines of the file change. */
  readonly key: string
}

export interface Mutated {
  readonly mutants: readonly Mutant[]
  /** Code with every mutant in it, by absolute path. */
  readonly code: Readonly<Record<string, string>>
}

const silent = () => {}
const no = () => false
const logger = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
}

/** Texts are not mutated: which words a person reads is not what these tests are about. */
const options = { plugins: null, excludedMutations: ['StringLiteral'], ignorers: [], noHeader: true }

/** @param files paths from the root of the project */
export async function findMutants(files: readonly string[]): Promise<Mutated> {
  const texts = new Map(files.map((file) => [resolve(file), readFileSync(file, 'utf8')]))
  const given = [...texts].map(([name, content]) => ({ name, content, mutate: true as const }))
  const found = await new Instrumenter(logger).instrument(given, options)
  const code = Object.fromEntries(found.files.map(({ name, content }) => [name, switched(content)]))
  const seen = new Map<string, number>()
  const mutants = found.mutants
    .filter(({ status }) => status !== 'Ignored')
    .map(({ id, fileName, location, replacement }) => {
      const lines = texts.get(fileName)!.split('\n')
      const was = between(lines, location)
      const is = oneLine(replacement)
      const text = `${lines[location.start.line]!.trim()} | ${was} -> ${is}`
      const times = (seen.get(`${fileName}${text}`) ?? 0) + 1
      seen.set(`${fileName}${text}`, times)
      return {
        id: Number(id),
        file: files[[...texts.keys()].indexOf(fileName)]!,
        line: location.start.line + 1,
        was,
        is,
        key: times === 1 ? text : `${text} (${times})`,
      }
    })
  return { mutants, code }
}

/** Stryker's helpers, whose ids are strings and whose counts are objects, would be most of the time of a loop over pixels. */
function switched(code: string): string {
  return code
    .replaceAll(
      /stryMutAct_9fa48\("(\d+)"\)/g,
      '(globalThis.mutants.active === $1 && globalThis.mutants.hit())',
    )
    .replaceAll(
      /stryCov_9fa48\(("[\d", ]+")\)/g,
      (_, ids: string) => `globalThis.mutants.cover(${ids.replaceAll('"', '')})`,
    )
}

function between(lines: readonly string[], { start, end }: StrykerMutant['location']): string {
  const part = lines.slice(start.line, end.line + 1)
  part[part.length - 1] = part.at(-1)!.slice(0, end.column)
  part[0] = part[0]!.slice(start.column)
  return oneLine(part.join('\n'))
}

const oneLine = (code: string) => code.replaceAll(/\s+/g, ' ')
