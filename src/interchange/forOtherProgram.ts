import type { Message } from '../shared/message'
/** What another program runs, and what it leaves out or does otherwise, a sentence each. */
export interface ForOtherProgram {
  readonly text: string
  readonly leftOut: readonly Message[]
}
