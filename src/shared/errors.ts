// Every failure that a person can meet is one of these: what is wrong, in one sentence, and what to do about it.

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

/** What crosses the worker's boundary: a `PalimpsestError` as plain data. */
export interface ErrorReport {
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

/** An error for people. `message` names what is wrong in one sentence; `hint` says what to do. */
export class PalimpsestError extends Error {
  override readonly name = 'PalimpsestError'
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** Turns anything that was thrown into plain data; what we did not foresee is reported as a defect of ours. */
export function reportOf(error: unknown): ErrorReport {
  if (error instanceof PalimpsestError) return { code: error.code, message: error.message, hint: error.hint }
  const message = error instanceof Error ? error.message : plainMessage(error)
  return { code: 'internal', message, hint: 'Please report this, with the recipe that led to it.' }
}

/** WebAssembly code throws objects of its own kinds. */
function plainMessage(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  return 'message' in error ? String(error.message) : JSON.stringify(error)
}
