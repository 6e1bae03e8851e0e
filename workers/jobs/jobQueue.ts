// Jobs run one after the other, in the order in which they came; each can be cancelled, waiting or running.

export interface Job {
  readonly id: string
  /** It takes many minutes, and lets others go first where it can. */
  readonly long?: boolean
  /** Runs the job; must stop soon after the signal is aborted. It reports its own outcome. */
  readonly run: (signal: AbortSignal, queue: Breathing & Stoppable) => Promise<void>
  /** Called in place of `run` when the job is cancelled while it waits. */
  readonly cancelled: () => void
}

/** For a long job that lets others go first, now and then. */
export interface Breathing {
  /** Runs the jobs that wait and are not long themselves; resolves when none is left. */
  letOthers(): Promise<void>
}

export interface Stoppable {
  /** Aborted once the job is to come to an early end and give what there is. */
  readonly stop: AbortSignal
}

interface Running {
  readonly job: Job
  readonly abort: AbortController
  readonly stop: AbortController
}

export class JobQueue {
  private readonly waiting: Job[] = []
  /** The jobs that run: one, or a long one and the one that it lets go first. */
  private readonly running: Running[] = []
  private breath: Promise<void> | undefined
  /** What runs while there is no job. */
  private idle: { readonly abort: AbortController; readonly ended: Promise<void> } | undefined

  /** Whether a job runs. */
  get busy(): boolean {
    return this.running.length > 0
  }

  add(job: Job): void {
    this.waiting.push(job)
    if (this.running.length === 0) void this.drain(() => this.waiting.shift())
  }

  /**
   * Runs a task while there is no job; the next job aborts it, and begins when it has ended. In place of one that still runs;
   * where there is a job, it is left out. What goes wrong in it concerns nobody.
   */
  whileIdle(task: (signal: AbortSignal) => Promise<void>): void {
    if (this.running.length > 0) return
    const before = this.endIdle()
    const abort = new AbortController()
    const ended = before.then(async () => {
      if (!abort.signal.aborted) await task(abort.signal).catch(() => {})
    })
    this.idle = { abort, ended }
  }

  private endIdle(): Promise<void> {
    this.idle?.abort.abort()
    return this.idle?.ended ?? Promise.resolve()
  }

  /** Cancels a job; unknown ids (a job that has just ended) are nothing to report. */
  cancel(id: string): void {
    this.running.find(({ job }) => job.id === id)?.abort.abort()
    const at = this.waiting.findIndex((job) => job.id === id)
    if (at >= 0) this.waiting.splice(at, 1)[0]?.cancelled()
  }

  /** Brings a running job to an early end; one that waits has nothing to give, and goes on waiting. */
  stop(id: string): void {
    this.running.find(({ job }) => job.id === id)?.stop.abort()
  }

  cancelAll(): void {
    for (const job of this.waiting.splice(0)) job.cancelled()
    for (const { abort } of this.running) abort.abort()
  }

  /** A long job that is begun again while others still have their turn waits with them. */
  private letOthers(): Promise<void> {
    const short = () => {
      const at = this.waiting.findIndex(({ long }) => !long)
      return at < 0 ? undefined : this.waiting.splice(at, 1)[0]
    }
    this.breath ??= this.drain(short).finally(() => (this.breath = undefined))
    return this.breath
  }

  private async drain(next: () => Job | undefined): Promise<void> {
    for (let job = next(); job; job = next()) {
      const running = { job, abort: new AbortController(), stop: new AbortController() }
      this.running.push(running)
      if (this.idle) await this.endIdle()
      this.idle = undefined
      try {
        await job.run(running.abort.signal, {
          letOthers: () => this.letOthers(),
          stop: running.stop.signal,
        })
      } catch (error) {
        // A job that breaks its word must not stop the others.
        console.error(error)
      }
      this.running.splice(this.running.indexOf(running), 1)
    }
  }
}
