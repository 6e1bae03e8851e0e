// What is said of an error, as plain data.
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
