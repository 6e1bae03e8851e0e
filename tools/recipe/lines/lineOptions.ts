// The command line of `npm run recipe -- --lines`.
import { PalimpsestError } from '../../../src/shared/errors'
import { parsedArguments } from '../../command/parsedArguments'

const usage =
  'npm run recipe -- --lines jobs.jsonl --out FOLDER [--part INDEX/COUNT] [--threads N]; "--lines -" reads standard input'

/** Every COUNTth job, from the INDEXth on; indices begin at 0. */
export interface Part {
  readonly index: number
  readonly count: number
}

export interface LineOptions {
  /** Path of the file; "-" for standard input. */
  readonly lines: string
  readonly out: string
  readonly part?: Part
  /** Of ONNX Runtime; absent: as many as there are cores. */
  readonly threads?: number
}

/** Whether a command line asks for lines. */
export const asksForLines = (args: readonly string[]): boolean =>
  args.some((arg) => arg === '--lines' || arg.startsWith('--lines='))

/** @throws PalimpsestError('recipe') with the usage as its hint. */
export function parseLineOptions(args: readonly string[]): LineOptions {
  const { lines, out, part, threads } = parsed(args)
  if (lines === undefined || lines === '') throw refusal('--lines is empty')
  if (out === undefined || out === '') throw refusal('--out is missing')
  return {
    lines,
    out,
    ...(part !== undefined && { part: partOf(part) }),
    ...(threads !== undefined && { threads: wholeNumber('--threads', threads, 1) }),
  }
}

function parsed(args: readonly string[]) {
  const option = { type: 'string' } as const
  return parsedArguments(
    {
      args: [...args],
      options: { lines: option, out: option, part: option, threads: option },
    },
    refusal,
  ).values
}

function partOf(text: string): Part {
  const [, index, count] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  if (index === undefined || count === undefined)
    throw refusal(`--part "${text}" is not of the form INDEX/COUNT`)
  if (Number(index) >= Number(count))
    throw refusal(`--part "${text}" asks for part ${index} of ${count}, and the first is part 0`)
  return { index: Number(index), count: Number(count) }
}

function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= least) return number
  throw refusal(`${name} "${text}" is no whole number from ${least} on`)
}

const refusal = (what: string) => new PalimpsestError('recipe', `${what}.`, `Usage: ${usage}`)
