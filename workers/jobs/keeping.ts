// Keeping models of the Hub on this machine, one at a time, beside whatever edits run.
import { reportOf } from '../../src/shared/errors'
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { CheckpointSource } from '../../src/shared/protocol/sources'
import type { KeptModels } from '../weights/keptModels'

type HubSource = Extract<CheckpointSource, { kind: 'hub' }>

export class Keeping {
  private running: AbortController | undefined

  constructor(
    private readonly kept: KeptModels,
    private readonly post: (event: EngineEvent) => void,
  ) {}

  /** Posts what is kept. */
  async tell(): Promise<void> {
    try {
      this.post({ type: 'kept', models: await this.kept.list() })
    } catch {
      // A browser without a private file system keeps nothing.
      this.post({ type: 'kept', models: [] })
    }
  }

  async keep(source: HubSource): Promise<void> {
    this.pause()
    const own = new AbortController()
    this.running = own
    const { token: _, ...told } = source
    try {
      await this.kept.keep(source, {
        signal: own.signal,
        onProgress: ({ loaded, total }) =>
          this.post({ type: 'keeping', model: { source: told, loaded, total, done: false } }),
      })
    } catch (error) {
      this.fail(error)
    } finally {
      if (this.running === own) this.running = undefined
      await this.tell()
    }
  }

  pause(): void {
    this.running?.abort()
    this.running = undefined
  }

  async forget(source: HubSource): Promise<void> {
    this.pause()
    await this.kept.forget(source).catch((error: unknown) => this.fail(error))
    await this.tell()
  }

  private fail(error: unknown): void {
    const report = reportOf(error)
    if (report.code !== 'cancelled') this.post({ type: 'keep-failed', error: report })
  }
}
