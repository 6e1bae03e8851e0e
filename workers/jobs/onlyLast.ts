// Of tasks of one kind only the last counts: what is asked for next ends the one before.
import { messagesHandled } from '../runtime/messagesHandled'

export class OnlyLast {
  private last = new AbortController()

  /**
   * Ends the task before, and lets in the messages that have arrived, among which there may be a later one.
   * @returns aborted once another is asked for, or all are ended
   */
  async begin(): Promise<AbortSignal> {
    this.end()
    const { signal } = (this.last = new AbortController())
    await messagesHandled()
    return signal
  }

  end(): void {
    this.last.abort()
  }
}
