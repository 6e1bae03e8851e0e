// Every failure that a person can meet is one of these: what is wrong, in one sentence, and what to do about it.
import type { Values } from './message'

export type ErrorCode =
  | 'weights' // a weights file that is damaged, incomplete or of a kind that we do not read
  | 'checkpoint' // a checkpoint whose folder, configuration or keys do not fit
  | 'recipe' // a recipe that is malformed, from a later version, or out of range
  | 'image' // a picture or mask that cannot be used
  | 'project' // a project file, or saved work, that cannot be opened
  | 'device' // WebGPU absent or lost, out of memory
  | 'storage' // the browser's storage refused
  | 'cancelled' // the person asked for it
  | 'internal' // a defect of ours

/** What is said of an error, as plain data: it crosses the worker's boundary and is saved. `defineMessages` makes it. */
export interface ErrorReport {
  readonly code: ErrorCode
  /** In English, as is the hint. */
  readonly message: string
  readonly hint: string
  /** Which sentence it is, and what fills its holes: other languages word it by them. */
  readonly id?: string
  readonly values?: Values
  /** What a library or the browser said, in its own words: for the console, never for the person. */
  readonly detail?: string
}

/** An error for people: its report names what is wrong in one sentence, with a hint that says what to do. */
export class PalimpsestError extends Error {
  override readonly name = 'PalimpsestError'
  readonly report: ErrorReport
  readonly code: ErrorCode
  readonly hint: string

  /** @param report made by a table of messages: `new PalimpsestError(messages.lost({ name }), { cause })` */
  constructor(report: ErrorReport, options?: ErrorOptions)
  /** The form before sentences were values; new code gives a report. */
  constructor(code: ErrorCode, message: string, hint: string, options?: ErrorOptions)
  constructor(
    given: ErrorReport | ErrorCode,
    second?: ErrorOptions | string,
    hint = '',
    fourth?: ErrorOptions,
  ) {
    const report = typeof given === 'string' ? { code: given, message: String(second), hint } : given
    super(report.message, typeof second === 'object' ? second : fourth)
    this.report = report
    this.code = report.code
    this.hint = report.hint
  }
}

/** Turns anything that was thrown, or a report itself, into plain data; what we did not foresee is a defect of ours. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof PalimpsestError) {
    const { report, cause } = error
    return { ...report, ...(cause !== undefined && { detail: textOf(cause) }) }
  }
  if (isReport(error)) return error
  return {
    code: 'internal',
    message: 'Something went wrong in Palimpsest itself.',
    hint: 'Try it again; if it comes back, please report it with what the browser’s console says.',
    detail: textOf(error),
  }
}

const isReport = (error: unknown): error is ErrorReport =>
  typeof error === 'object' && error !== null && 'code' in error && 'message' in error && 'hint' in error

/** What was thrown and why, a line each. WebAssembly code throws objects of its own kinds. */
function textOf(error: unknown): string {
  if (error instanceof Error)
    return error.cause === undefined
      ? `${error.name}: ${error.message}`
      : `${error.name}: ${error.message}\n${textOf(error.cause)}`
  if (typeof error !== 'object' || error === null) return String(error)
  return 'message' in error ? String(error.message) : JSON.stringify(error)
}
