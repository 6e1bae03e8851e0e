// The device that jobs run on, with all that is open on it, and its replacement when it is lost.
import { PalimpsestError } from '../../src/shared/errors'
import type { Request } from '../../src/shared/protocol/request'
import type { EngineEvent } from '../../src/shared/protocol/event'
import { LoadedModels } from '../hub/loadedModels'
import type { Backend } from '../runtime/backend'
import { SessionCache } from '../runtime/sessionCache'
import type { EngineOptions } from './engineOptions'
import { nothingKnown, type Known } from './known'
import { messages } from './messages'
import { Segmenters } from './segmenter'

type StartRequest = Extract<Request, { type: 'start' }>

/** A device, and what is open and loaded on it. */
export interface Running extends Known {
  readonly settings: StartRequest
  readonly backend: Backend
  readonly sessions: SessionCache
  readonly segmenters: Segmenters
  readonly models: LoadedModels
}

export class Devices {
  private running: Promise<Running> | undefined
  private readonly replacements = new WeakMap<Running, Promise<Running>>()

  constructor(private readonly options: Pick<EngineOptions, 'post' | 'openBackend' | 'openTree'>) {}

  /** Opens the first device. Whatever is asked for meanwhile waits for it. */
  start(settings: StartRequest): Promise<Running> {
    this.running = this.open(settings)
    return this.running
  }

  /**
   * The device of now.
   * @throws PalimpsestError('internal') before `start`.
   */
  current(): Promise<Running> {
    if (this.running) return this.running
    throw new PalimpsestError(messages.notStarted())
  }

  /** Opens another device in place of a lost one, once for all jobs that had it. */
  async replace(lost: Running): Promise<void> {
    const replacement = this.replacements.get(lost) ?? this.reopen(lost)
    this.replacements.set(lost, replacement)
    try {
      this.running = Promise.resolve(await replacement)
    } catch (error) {
      // The next job tries again.
      this.replacements.delete(lost)
      throw error
    }
  }

  private open(settings: StartRequest): Promise<Running> {
    return this.onNewDevice(settings, nothingKnown(this.options.openTree, settings.assets))
  }

  private async reopen(lost: Running): Promise<Running> {
    await lost.backend.dispose().catch(() => {})
    return this.onNewDevice(lost.settings, lost)
  }

  private async onNewDevice(
    settings: StartRequest,
    { checkpoints, controlNetworks, addOns, kept }: Known,
  ): Promise<Running> {
    const { openBackend, openTree, post } = this.options
    const onDownload = (progress: { readonly loaded: number; readonly total: number }) =>
      post({ type: 'download', ...progress })
    const backend = await openBackend(settings.backend, settings.assets, onDownload)
    const sessions = new SessionCache(backend, settings.memoryBudget)
    const segmenters = new Segmenters(backend, openTree)
    const models = new LoadedModels(backend, settings.memoryBudget / 2, onDownload)
    post({ type: 'ready', backend: { name: backend.name, ...backend.description } })
    return { settings, backend, checkpoints, controlNetworks, addOns, kept, sessions, segmenters, models }
  }
}

/** What is loaded, for the page's status line. */
export const memoryOf = ({ sessions: { count, weightBytes } }: Pick<Running, 'sessions'>): EngineEvent => ({
  type: 'memory',
  sessions: count,
  weightBytes,
})
