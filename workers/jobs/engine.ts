// The engine behind the protocol: checkpoints by id, one queue of jobs, one device.
import { PalimpsestError, reportOf } from '../../src/shared/errors'
import type {
  AddOnSource,
  BackendChoice,
  CheckpointSource,
  EngineEvent,
  PromptToCount,
  Request,
  TrainingOrder,
} from '../../src/shared/protocol'
import { parseRequest } from '../../src/shared/protocol'
import type { Backend } from '../runtime/backend'
import { SessionCache } from '../runtime/sessionCache'
import type { TrainingStore } from '../training/trainingStore'
import type { FileTree } from '../weights/byteSource'
import { LoadedModels } from '../hub/loadedModels'
import type { KeptModels } from '../weights/keptModels'
import { AddOns } from './addOns'
import {
  createCheckpoints,
  createControlNetworks,
  type Checkpoints,
  type ControlNetworks,
} from './checkpoints'
import { countTokens } from './countTokens'
import { KeptResults } from './keptResults'
import { messages } from './messages'
import { runReportedEdit, type Reported } from './reportedEdit'
import { runReportedPreparation } from './reportedPreparation'
import { runReportedSegments } from './reportedSegments'
import { runReportedTexts } from './reportedTexts'
import { runReportedWordMaps } from './reportedWordMaps'
import {
  postUnfinished,
  runReportedTraining,
  type TrainingSurroundings,
  type TrainRequest,
} from './reportedTraining'
import { forecast } from './forecast/forecast'
import { Keeping } from './keeping'
import { JobQueue, type Breathing, type Stoppable } from './jobQueue'
import { Segmenters } from './segmenter'
import { summarise, summariseNetwork } from './summarise'
import { summariseAddOn } from './summariseAddOn'
import { warmUp } from './warmUp'

export interface EngineOptions {
  readonly post: (event: EngineEvent, transfer?: Transferable[]) => void
  readonly openBackend: (
    choice: BackendChoice,
    assets: string,
    onDownload: (progress: { readonly loaded: number; readonly total: number }) => void,
  ) => Promise<Backend>
  readonly openTree: (source: CheckpointSource) => Promise<FileTree>
  /** What keeps models of the Hub on this machine, where there is a place for them. */
  readonly kept?: KeptModels
  /** Where trainings are kept; undefined where they cannot be, or another tab has the place. */
  readonly openTrainingStore: () => Promise<TrainingStore | undefined>
}

type StartRequest = Extract<Request, { type: 'start' }>
/** Work that is queued. */
type JobRequest = Extract<
  Request,
  {
    type:
      | 'edit'
      | 'prepare'
      | 'map-words'
      | 'segment'
      | 'describe'
      | 'write-sentences'
      | 'train'
      | 'go-on-training'
  }
>
/** As often as this a training is begun again on a new device; it loses a few steps each time. */
const TRAINING_ATTEMPTS = 6

interface Running {
  readonly settings: StartRequest
  readonly backend: Backend
  readonly sessions: SessionCache
  readonly segmenters: Segmenters
  readonly models: LoadedModels
  readonly checkpoints: Checkpoints
  readonly controlNetworks: ControlNetworks
  readonly addOns: AddOns
  readonly kept: KeptResults
}

/** What a new device goes on with. */
type Known = Pick<Running, 'checkpoints' | 'controlNetworks' | 'addOns' | 'kept'>

export class Engine {
  private readonly queue = new JobQueue()
  private readonly keeping: Keeping | undefined
  private running: Promise<Running> | undefined
  private store: Promise<TrainingStore | undefined> | undefined
  private readonly replacements = new WeakMap<Running, Promise<Running>>()
  /** The forecast that is being made; whatever is asked for next comes first. */
  private foreseeing = new AbortController()
  /** What the person asked of the training that runs. */
  private orders: TrainingOrder[] = []

  constructor(private readonly options: EngineOptions) {
    this.keeping = options.kept && new Keeping(options.kept, (event) => options.post(event))
  }

  /** Takes a message as it arrived. Failures are posted, never thrown. */
  async handle(message: unknown): Promise<void> {
    try {
      await this.dispatch(parseRequest(message))
    } catch (error) {
      this.options.post({ type: 'start-failed', error: reportOf(error) })
    }
  }

  private async dispatch(request: Request): Promise<void> {
    switch (request.type) {
      case 'start':
        this.running = this.start(request)
        await this.running
        return
      case 'open-checkpoint':
        return this.openCheckpoint(request.id, request.source)
      case 'keep':
        return this.keeping?.keep(request.source)
      case 'pause-keeping':
        return this.keeping?.pause()
      case 'forget':
        return this.keeping?.forget(request.source)
      case 'open-network':
        return this.openNetwork(request.id, request.source)
      case 'open-add-on':
        return this.openAddOn(request.id, request.source)
      case 'close-add-on':
        return (await this.started()).addOns.close(request.id)
      case 'edit':
      case 'train':
      case 'go-on-training':
      case 'prepare':
      case 'map-words':
      case 'segment':
      case 'describe':
      case 'write-sentences':
        return this.enqueue(request)
      case 'find-training':
        return postUnfinished(await this.trainingStore(), this.options.post)
      case 'forget-training':
        return (await this.trainingStore())?.clear()
      case 'order-training':
        this.orders.push(request.order)
        return
      case 'warm-up':
        return this.warmUp(request)
      case 'forecast':
        return this.forecast(request)
      case 'count-tokens':
        return this.countTokens(request)
      case 'cancel':
        return this.queue.cancel(request.job)
      case 'stop':
        return this.queue.stop(request.job)
      case 'cancel-all':
        return this.queue.cancelAll()
      case 'lose-device': {
        const { backend } = await this.started()
        backend.destroyDevice?.()
        return
      }
    }
  }

  private async start(settings: StartRequest): Promise<Running> {
    const backend = await this.openBackend(settings)
    const { openTree } = this.options
    const known = {
      checkpoints: createCheckpoints(openTree, settings.assets),
      controlNetworks: createControlNetworks(openTree, settings.assets),
      addOns: new AddOns(openTree, settings.assets),
      kept: new KeptResults(),
    }
    const running = this.onDevice(settings, backend, known)
    this.options.post({ type: 'ready', backend: { name: backend.name, ...backend.description } })
    void this.keeping?.tell()
    return running
  }

  private openBackend({ backend, assets }: StartRequest): Promise<Backend> {
    const { openBackend, post } = this.options
    return openBackend(backend, assets, (progress) => post({ type: 'download', ...progress }))
  }

  private onDevice(
    settings: StartRequest,
    backend: Backend,
    { checkpoints, controlNetworks, addOns, kept }: Known,
  ): Running {
    const sessions = new SessionCache(backend, settings.memoryBudget)
    const segmenters = new Segmenters(backend, this.options.openTree)
    const models = new LoadedModels(backend, settings.memoryBudget / 2, (progress) =>
      this.options.post({ type: 'download', ...progress }),
    )
    return { settings, backend, checkpoints, controlNetworks, addOns, kept, sessions, segmenters, models }
  }

  private started(): Promise<Running> {
    if (this.running) return this.running
    throw new PalimpsestError(messages.notStarted())
  }

  private async openCheckpoint(id: string, source: CheckpointSource): Promise<void> {
    try {
      const { checkpoints, kept } = await this.started()
      const checkpoint = await checkpoints.open(id, source)
      kept.forget()
      this.options.post({ type: 'checkpoint', checkpoint: summarise(id, checkpoint) })
    } catch (error) {
      this.options.post({ type: 'checkpoint-failed', id, error: reportOf(error) })
    }
  }

  private async openNetwork(id: string, source: CheckpointSource): Promise<void> {
    try {
      const { controlNetworks, kept } = await this.started()
      const network = await controlNetworks.open(id, source)
      kept.forget()
      this.options.post({ type: 'network', network: summariseNetwork(id, network) })
    } catch (error) {
      this.options.post({ type: 'network-failed', id, error: reportOf(error) })
    }
  }

  private async openAddOn(id: string, source: AddOnSource): Promise<void> {
    try {
      const { addOns, kept } = await this.started()
      const addOn = await addOns.open(id, source)
      kept.forget()
      this.options.post({ type: 'add-on', addOn: summariseAddOn(id, addOn) })
    } catch (error) {
      this.options.post({ type: 'add-on-failed', id, error: reportOf(error) })
    }
  }

  /** A checkpoint that cannot be opened has been reported as such: it has no tokens. */
  private async countTokens({ checkpoint, text, syntax, steps }: PromptToCount): Promise<void> {
    const { checkpoints } = await this.started()
    const opened = await checkpoints.get(checkpoint).catch(() => undefined)
    if (!opened) return
    const asked = { checkpoint, text, syntax, steps }
    this.options.post({ type: 'tokens', ...asked, ...countTokens(opened.tokenizer, text, asked) })
  }

  private async warmUp({ recipe, pictures }: Extract<Request, { type: 'warm-up' }>): Promise<void> {
    const running = await this.started()
    this.queue.whileIdle(async (signal) => {
      await warmUp(recipe, pictures, { ...running, signal })
      await this.reportMemory()
    })
  }

  /** Between jobs only: it would hold up the one that runs. What stands in the way of the edit is said when it is run. */
  private async forecast(asked: Extract<Request, { type: 'forecast' }>): Promise<void> {
    const running = await this.started()
    if (this.queue.busy) return
    const { number, recipe, pictures } = asked
    this.foreseeing.abort()
    this.foreseeing = new AbortController()
    const { signal } = this.foreseeing
    const found = await forecast(recipe, pictures, { ...running, signal }).catch(() => undefined)
    if (signal.aborted) return
    this.options.post({ type: 'forecast', number, ...(found && { forecast: found }) })
  }

  private trainingStore(): Promise<TrainingStore | undefined> {
    this.store ??= this.options.openTrainingStore()
    return this.store
  }

  private enqueue(request: JobRequest): void {
    this.foreseeing.abort()
    const { post } = this.options
    const long = isTraining(request)
    this.queue.add({
      id: request.job,
      long,
      cancelled: () => post({ type: 'cancelled', job: request.job }),
      run: async (signal, queue) => {
        post({ type: 'started', job: request.job })
        if (long) this.orders = []
        try {
          await this.runRecovering(request, signal, queue)
        } catch (error) {
          const report = reportOf(error)
          // Who cancels a training does not want it back.
          if (report.code === 'cancelled' && long) await (await this.trainingStore())?.clear()
          if (report.code === 'cancelled') post({ type: 'cancelled', job: request.job })
          else post({ type: 'failed', job: request.job, error: report })
        }
        // An engine that has not started has nothing to report.
        await this.reportMemory().catch(() => {})
      },
    })
  }

  /**
   * Runs a job; when the device is lost meanwhile, sessions are rebuilt on a new one and the job starts again, once; a training goes
   * on from what is kept, and does so a few times.
   */
  private async runRecovering(
    request: JobRequest,
    signal: AbortSignal,
    queue: Breathing & Stoppable,
  ): Promise<void> {
    const { post } = this.options
    for (let attempt = 1; ; attempt++) {
      const running = await this.started()
      const { backend } = running
      let lost: string | undefined
      // What still runs on a lost device must not report anything any more.
      const onDevice = new AbortController()
      const watch = backend.lost?.then((reason) => {
        onDevice.abort()
        return (lost = reason)
      })
      try {
        const either = AbortSignal.any([signal, onDevice.signal])
        const reported = { signal: either, stop: queue.stop, post: this.tellingMemory(running), ...running }
        const work = isTraining(request)
          ? runReportedTraining({ request, ...reported }, await this.surroundings(queue, attempt > 1))
          : runReported({ request, ...reported })
        await (watch
          ? Promise.race([work, watch.then((reason) => Promise.reject(deviceLost(reason)))])
          : work)
        return
      } catch (error) {
        // The loss may be reported a moment after the run that it broke.
        await Promise.race([watch, new Promise((resolve) => setTimeout(resolve, 50))])
        if (lost === undefined) throw error
        const attempts = isTraining(request) ? TRAINING_ATTEMPTS : 2
        const recovering = attempt < attempts && !signal.aborted
        post({ type: 'device-lost', reason: lost, recovering })
        await this.replaceDevice(running)
        if (!recovering) throw deviceLost(lost)
      }
    }
  }

  /** Opens another device in place of a lost one, once for all jobs that had it. */
  private async replaceDevice(lost: Running): Promise<void> {
    const { post } = this.options
    const open = async () => {
      await lost.backend.dispose().catch(() => {})
      const next = await this.openBackend(lost.settings)
      post({ type: 'ready', backend: { name: next.name, ...next.description } })
      return this.onDevice(lost.settings, next, lost)
    }
    const replacement = this.replacements.get(lost) ?? open()
    this.replacements.set(lost, replacement)
    try {
      this.running = Promise.resolve(await replacement)
    } catch (error) {
      // The next job tries again.
      this.replacements.delete(lost)
      throw error
    }
  }

  private async surroundings(queue: Breathing, again: boolean): Promise<TrainingSurroundings> {
    return {
      store: await this.trainingStore(),
      again,
      between: async () => {
        await queue.letOthers()
        return this.orders.splice(0)
      },
    }
  }

  /** Posts an edit's events, and what is loaded by then whenever it comes to something new. */
  private tellingMemory({ sessions }: Running): EngineOptions['post'] {
    const { post } = this.options
    let last = ''
    return (event, transfer) => {
      post(event, transfer)
      if (event.type !== 'progress') return
      const doing = `${event.stage} ${event.step > 0}`
      if (doing !== last) post(memoryOf(sessions))
      last = doing
    }
  }

  private async reportMemory(): Promise<void> {
    this.options.post(memoryOf((await this.started()).sessions))
  }
}

const isTraining = (request: JobRequest): request is TrainRequest =>
  request.type === 'train' || request.type === 'go-on-training'

function runReported({ request, ...means }: Reported<Exclude<JobRequest, TrainRequest>>): Promise<void> {
  switch (request.type) {
    case 'edit':
      return runReportedEdit({ request, ...means })
    case 'prepare':
      return runReportedPreparation({ request, ...means })
    case 'segment':
      return runReportedSegments({ request, ...means })
    case 'describe':
    case 'write-sentences':
      return runReportedTexts({ request, ...means })
    case 'map-words':
      return runReportedWordMaps({ request, ...means })
  }
}

const memoryOf = ({ count, weightBytes }: SessionCache): EngineEvent => ({
  type: 'memory',
  sessions: count,
  weightBytes,
})

const deviceLost = (reason: string) =>
  new PalimpsestError(messages.deviceLost(), { cause: reason || 'The browser gives no reason.' })
