// Every failure that a person can meet is one of these: what is wrong, in one sentence, and what to do about it.
import type { ErrorCode, ErrorReport } from './errorReport'
import type { Note } from './message'
import { messages } from './messages'

export type { ErrorCode, ErrorReport } from './errorReport'

/** An error for people: its report names what is wrong in one sentence, with a hint that says what to do. */
export class PalimpsestError extends Error {
  override readonly name = 'PalimpsestError'
  readonly report: ErrorReport
  readonly code: ErrorCode
  readonly hint: string

  /** @param report made by a table of messages: `new PalimpsestError(messages.lost({ name }), { cause })` */
  constructor(report: ErrorReport, options?: ErrorOptions)
  /** In English alone: for the commands, whose output is in no other language. */
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
  return { ...messages.defect(), detail: textOf(error) }
}

/** An error's sentence as a note. */
export const noteOf = ({ id, values = {}, message }: ErrorReport): Note =>
  id === undefined ? message : { id, values, english: message }

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
