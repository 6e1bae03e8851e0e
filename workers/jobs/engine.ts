// The engine behind the protocol: checkpoints by id, one queue of jobs, one device.
import { reportOf } from '../../src/shared/errors'
import { parseRequest } from '../../src/shared/protocol/parseRequest'
import type { PromptToCount, Request, TrainingOrder } from '../../src/shared/protocol/request'
import type { TrainingStore } from '../training/trainingStore'
import { countTokens } from './countTokens'
import { Devices, memoryOf, type Running } from './devices'
import type { EngineOptions } from './engineOptions'
import { forecast } from './forecast/forecast'
import { foreseeTraining } from './foreseeTraining'
import { JobQueue, type Breathing, type Stoppable } from './jobQueue'
import { Keeping } from './keeping'
import { OnlyLast } from './onlyLast'
import { openReported } from './openReported'
import { runRecovering } from './recovering'
import { runReportedEdit, type Reported } from './reportedEdit'
import { runReportedPreparation } from './reportedPreparation'
import { runReportedSegments } from './reportedSegments'
import {
  postUnfinished,
  runReportedTraining,
  type TrainingSurroundings,
  type TrainRequest,
} from './reportedTraining'
import { runReportedTexts } from './reportedTexts'
import { runReportedWordMaps } from './reportedWordMaps'
import { warmUp } from './warmUp'

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

export class Engine {
  private readonly queue = new JobQueue()
  private readonly keeping: Keeping | undefined
  private readonly devices: Devices
  private store: Promise<TrainingStore | undefined> | undefined
  /** Forecasts of edits and of trainings; whatever else is asked for comes first. */
  private readonly forecasts = new OnlyLast()
  private foreseeing: Promise<void> = Promise.resolve()
  private readonly trainingForecasts = new OnlyLast()
  /** What the person asked of the training that runs. */
  private orders: TrainingOrder[] = []

  constructor(private readonly options: EngineOptions) {
    this.devices = new Devices(options)
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
        await this.devices.start(request)
        void this.keeping?.tell()
        return
      case 'open-checkpoint':
      case 'open-network':
      case 'open-add-on':
        return openReported(request, this.devices, this.options.post)
      case 'keep':
        return this.keeping?.keep(request.source)
      case 'pause-keeping':
        return this.keeping?.pause()
      case 'forget':
        return this.keeping?.forget(request.source)
      case 'close-add-on':
        return (await this.devices.current()).addOns.close(request.id)
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
      case 'foresee-training':
        return this.foreseeTraining(request)
      case 'count-tokens':
        return this.countTokens(request)
      case 'cancel':
        return this.queue.cancel(request.job)
      case 'stop':
        return this.queue.stop(request.job)
      case 'cancel-all':
        return this.queue.cancelAll()
      case 'lose-device': {
        const { backend } = await this.devices.current()
        backend.destroyDevice?.()
        return
      }
    }
  }

  /** A checkpoint that cannot be opened has been reported as such: it has no tokens. */
  private async countTokens({ checkpoint, text, syntax, steps }: PromptToCount): Promise<void> {
    const { checkpoints } = await this.devices.current()
    const opened = await checkpoints.get(checkpoint).catch(() => undefined)
    if (!opened) return
    const asked = { checkpoint, text, syntax, steps }
    this.options.post({ type: 'tokens', ...asked, ...countTokens(opened.tokenizer, text, asked) })
  }

  private async warmUp({ recipe, pictures }: Extract<Request, { type: 'warm-up' }>): Promise<void> {
    const running = await this.devices.current()
    this.queue.whileIdle(async (signal) => {
      // A forecast takes a moment; between the runs of a rehearsal it would take as long as they.
      await this.foreseeing
      await warmUp(recipe, pictures, { ...running, signal })
      await this.reportMemory()
    })
  }

  /** Between jobs only: it would hold up the one that runs. What stands in the way of the edit is said when it is run. */
  private forecast(asked: Extract<Request, { type: 'forecast' }>): Promise<void> {
    this.foreseeing = this.foresee(asked)
    return this.foreseeing
  }

  private async foresee(asked: Extract<Request, { type: 'forecast' }>): Promise<void> {
    const running = await this.devices.current()
    const signal = await this.forecasts.begin()
    if (this.queue.busy || signal.aborted) return
    const { number, recipe, pictures } = asked
    const found = await forecast(recipe, pictures, { ...running, signal }).catch(() => undefined)
    if (signal.aborted) return
    this.options.post({ type: 'forecast', number, ...(found && { forecast: found }) })
  }

  /** Between jobs only, as `forecast`. */
  private async foreseeTraining({
    number,
    plan,
    checkpoint: id,
  }: Extract<Request, { type: 'foresee-training' }>): Promise<void> {
    const { checkpoints, backend, sessions } = await this.devices.current()
    const signal = await this.trainingForecasts.begin()
    if (this.queue.busy || signal.aborted) return
    const { measured } = sessions
    try {
      const checkpoint = await checkpoints.get(id)
      const needs = await foreseeTraining(plan, { checkpoint, backend, measured, signal })
      this.options.post({ type: 'training-forecast', number, needs })
    } catch (error) {
      if (!signal.aborted) this.options.post({ type: 'training-forecast', number, refusal: reportOf(error) })
    }
  }

  private trainingStore(): Promise<TrainingStore | undefined> {
    this.store ??= this.options.openTrainingStore()
    return this.store
  }

  private enqueue(request: JobRequest): void {
    this.forecasts.end()
    this.trainingForecasts.end()
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

  /** A device may be lost once; a training goes on from what is kept, and does so a few times. */
  private runRecovering(
    request: JobRequest,
    signal: AbortSignal,
    queue: Breathing & Stoppable,
  ): Promise<void> {
    const { devices } = this
    const { post } = this.options
    const attempts = isTraining(request) ? TRAINING_ATTEMPTS : 2
    return runRecovering({ devices, signal, attempts, post }, async (running, onDevice, attempt) => {
      const reported = { signal: onDevice, stop: queue.stop, post: this.tellingMemory(running), ...running }
      return isTraining(request)
        ? runReportedTraining({ request, ...reported }, await this.surroundings(queue, attempt > 1))
        : runReported({ request, ...reported })
    })
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
  private tellingMemory(running: Running): EngineOptions['post'] {
    const { post } = this.options
    let last = ''
    return (event, transfer) => {
      post(event, transfer)
      if (event.type !== 'progress') return
      const doing = `${event.stage} ${event.step > 0}`
      if (doing !== last) post(memoryOf(running))
      last = doing
    }
  }

  private async reportMemory(): Promise<void> {
    this.options.post(memoryOf(await this.devices.current()))
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
