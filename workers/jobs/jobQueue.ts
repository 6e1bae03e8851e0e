// Jobs run one after the other, in the order in which they came; each can be cancelled, waiting or running.

export interface Job {
  readonly id: string
  /** Runs the job; must stop soon after the signal is aborted. It reports its own outcome. */
  readonly run: (signal: AbortSignal) => Promise<void>
  /** Called in place of `run` when the job is cancelled while it waits. */
  readonly cancelled: () => void
}

export class JobQueue {
  private readonly waiting: Job[] = []
  private current: { readonly job: Job; readonly abort: AbortController } | undefined

  add(job: Job): void {
    this.waiting.push(job)
    if (!this.current) void this.drain()
  }

  /** Cancels a job; unknown ids (a job that has just ended) are nothing to report. */
  cancel(id: string): void {
    if (this.current?.job.id === id) this.current.abort.abort()
    const at = this.waiting.findIndex((job) => job.id === id)
    if (at >= 0) this.waiting.splice(at, 1)[0]?.cancelled()
  }

  cancelAll(): void {
    for (const job of this.waiting.splice(0)) job.cancelled()
    this.current?.abort.abort()
  }

  private async drain(): Promise<void> {
    for (let job = this.waiting.shift(); job; job = this.waiting.shift()) {
      const abort = new AbortController()
      this.current = { job, abort }
      try {
        await job.run(abort.signal)
      } catch (error) {
        // A job that breaks its word must not stop the others.
        console.error(error)
      }
      this.current = undefined
    }
  }
}
