// What is being downloaded, all files together, for the person who waits.

export interface DownloadProgress {
  /** Bytes that have arrived, and bytes in all. */
  readonly loaded: number
  readonly total: number
}

const REPORT_EVERY_MS = 200

/** Adds up downloads that run side by side, and reports at most five times a second, and once when all have ended. */
export class Downloads {
  private running = 0
  private loaded = 0
  private total = 0
  private reportedAt = -Infinity

  constructor(private readonly report: (progress: DownloadProgress) => void) {}

  /** Counts what passes through an answer whose whole is `size` bytes; `end` must follow, also after a failure. */
  watch(
    body: ReadableStream<Uint8Array<ArrayBuffer>>,
    size: number,
  ): { readonly body: ReadableStream<Uint8Array<ArrayBuffer>>; end(): void } {
    let own = 0
    this.running += 1
    this.total += size
    this.tell()
    const count = (bytes: number) => {
      own += bytes
      this.loaded += bytes
      this.tell()
    }
    return {
      body: body.pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
          transform(chunk, passed) {
            count(chunk.length)
            passed.enqueue(chunk)
          },
        }),
      ),
      end: () => {
        this.running -= 1
        // What broke off is not waited for any more.
        this.loaded += size - own
        if (this.running > 0) return
        this.report({ loaded: this.total, total: this.total })
        this.loaded = this.total = 0
        this.reportedAt = -Infinity
      },
    }
  }

  private tell(): void {
    const now = performance.now()
    if (now - this.reportedAt < REPORT_EVERY_MS) return
    this.reportedAt = now
    this.report({ loaded: Math.min(this.loaded, this.total), total: this.total })
  }
}
