// The page's side of the engine's worker: starts it, sends it work, and starts it again when it is lost or silent.
import type { ErrorReport } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import type { EngineEvent } from '../shared/protocol/event'
import type {
  BackendChoice,
  PromptToCount,
  Request,
  SentencesWanted,
  TrainingOrder,
  WordMapKind,
} from '../shared/protocol/request'
import type { AddOnSource, CheckpointSource, KeptModel } from '../shared/protocol/sources'
import { whyGone } from '../shared/readPart'
import type { Recipe } from '../shared/recipe'
import type { TrainingPlan } from '../shared/trainingPlan'
import { messages } from './messages'

/** After a cancellation, how long the engine may stay silent before its worker is ended. One UNet run must fit. */
const silenceMs = 60_000

export interface EngineSettings {
  readonly backend: BackendChoice
  /** Address below which the bundled checkpoints lie. */
  readonly assets: string
  readonly memoryBudget: number
}

/** Names of the pictures of an edit, and the size of the one that is edited. */
export type PicturesAhead = Extract<Request, { type: 'forecast' }>['pictures']

export interface EngineClient {
  openCheckpoint(id: string, source: CheckpointSource): void
  /** Downloads what a model of the Hub consists of, to be kept. */
  keep(source: KeptModel['source']): void
  pauseKeeping(): void
  forget(source: KeptModel['source']): void
  openNetwork(id: string, source: CheckpointSource): void
  openAddOn(id: string, source: AddOnSource): void
  closeAddOn(id: string): void
  /** Queues a training. The pixels of `images` are given away. */
  train(job: string, plan: TrainingPlan, images: Readonly<Record<string, Pixels>>): void
  /** Queues the training that is kept, from where it stands. */
  goOnTraining(job: string): void
  /** Answered by the event `unfinished-training`, where one is kept. */
  findTraining(): void
  forgetTraining(): void
  orderTraining(order: TrainingOrder): void
  /** Queues an edit. The pixels of `images` are given away. */
  edit(job: string, recipe: Recipe, images: Readonly<Record<string, Pixels>>, previews: boolean): void
  /** Loads what an edit by this recipe would load, while there is nothing else to do. */
  warmUp(recipe: Recipe, pictures: readonly string[]): void
  /** Answered by the event `forecast` of that number, unless the engine is at work. */
  forecast(number: number, recipe: Recipe, pictures: PicturesAhead): void
  /** Answered by the event `training-forecast` of that number, unless the engine is at work. */
  foreseeTraining(number: number, plan: TrainingPlan): void
  /** Answered by the event `tokens`. */
  countTokens(prompt: PromptToCount): void
  /** Queues the making of what a guide can show before the run. The pixels of `images` are given away. */
  prepare(job: string, key: string, recipe: Recipe, images: Readonly<Record<string, Pixels>>): void
  /** Queues the question which word made what; answered by `word-maps`. The pixels of `images` are given away. */
  mapWords(job: string, of: WordMapKind, recipe: Recipe, images: Readonly<Record<string, Pixels>>): void
  /** Queues the question what each part of a picture shows; answered by `segments`. The pixels are given away. */
  segment(job: string, source: Extract<Request, { type: 'segment' }>['source'], picture: Pixels): void
  /** Queues the question what a picture shows, in words; answered by `written`. The pixels are given away. */
  describe(job: string, model: string, picture: Pixels): void
  /** Queues the writing of sentences about a concept; answered by `written`. */
  writeSentences(job: string, model: string, wanted: SentencesWanted): void
  cancel(job: string): void
  /** Ends an edit after the step that runs, its result being what there is. */
  stop(job: string): void
  cancelAll(): void
  /** Ends the worker and starts another; its jobs are reported as lost. */
  restart(settings: EngineSettings): void
  dispose(): void
}

interface ClientOptions {
  readonly settings: EngineSettings
  readonly createWorker: () => Worker
  readonly onEvent: (event: EngineEvent) => void
  /** The worker was ended or broke down; what it was doing is lost. Checkpoints have to be opened again. */
  readonly onLost: (error: ErrorReport) => void
}

export function createEngineClient({ settings, createWorker, onEvent, onLost }: ClientOptions): EngineClient {
  let current = settings
  let worker: Worker
  let silence: ReturnType<typeof setTimeout> | undefined

  function start(): void {
    const started = createWorker()
    worker = started
    let spoke = false
    started.addEventListener('message', ({ data }: MessageEvent<EngineEvent>) => {
      spoke = true
      clearTimeout(silence)
      if (worker === started) onEvent(data)
    })
    const broken = (event: Event) => {
      event.preventDefault()
      if (worker !== started) return
      const detail = 'message' in event && event.message ? String(event.message) : undefined
      // Its file could not be read: started again at once, it would fail for ever.
      if (!spoke && detail === undefined) void notRead()
      else lost(detail)
    }
    started.addEventListener('error', broken)
    started.addEventListener('messageerror', broken)
    send({ type: 'start', ...current })
  }

  function send(request: Request, transfer: Transferable[] = []): void {
    worker.postMessage(request, transfer)
  }

  function lost(detail = 'The worker does not answer.'): void {
    stop()
    // Whoever is told opens checkpoints again, which the new worker has to hear of.
    start()
    onLost({ ...messages.stopped(), detail })
  }

  async function notRead(): Promise<void> {
    onEvent({ type: 'start-failed', error: await whyGone(messages.engineNotRead()) })
  }

  function stop(): void {
    clearTimeout(silence)
    worker.terminate()
  }

  function expectAnswer(): void {
    clearTimeout(silence)
    silence = setTimeout(lost, silenceMs)
  }

  start()
  return {
    openCheckpoint: (id, source) => send({ type: 'open-checkpoint', id, source }),
    keep: (source) => send({ type: 'keep', source }),
    pauseKeeping: () => send({ type: 'pause-keeping' }),
    forget: (source) => send({ type: 'forget', source }),
    openNetwork: (id, source) => send({ type: 'open-network', id, source }),
    edit: (job, recipe, images, previews) =>
      send({ type: 'edit', job, recipe, images, previews }, buffersOf(images)),
    prepare: (job, key, recipe, images) =>
      send({ type: 'prepare', job, key, recipe, images }, buffersOf(images)),
    mapWords: (job, of, recipe, images) =>
      send({ type: 'map-words', job, of, recipe, images }, buffersOf(images)),
    segment: (job, source, picture) => send({ type: 'segment', job, source, picture }, [picture.data.buffer]),
    describe: (job, model, picture) => send({ type: 'describe', job, model, picture }, [picture.data.buffer]),
    writeSentences: (job, model, wanted) => send({ type: 'write-sentences', job, model, ...wanted }),
    openAddOn: (id, source) => send({ type: 'open-add-on', id, source }),
    closeAddOn: (id) => send({ type: 'close-add-on', id }),
    train: (job, plan, images) => send({ type: 'train', job, plan, images }, buffersOf(images)),
    goOnTraining: (job) => send({ type: 'go-on-training', job }),
    findTraining: () => send({ type: 'find-training' }),
    forgetTraining: () => send({ type: 'forget-training' }),
    orderTraining: (order) => send({ type: 'order-training', order }),
    countTokens: (prompt) => send({ type: 'count-tokens', ...prompt }),
    forecast: (number, recipe, pictures) => send({ type: 'forecast', number, recipe, pictures }),
    foreseeTraining: (number, plan) =>
      send({ type: 'foresee-training', number, checkpoint: plan.checkpoint, plan }),
    warmUp: (recipe, pictures) => send({ type: 'warm-up', recipe, pictures }),
    cancel(job) {
      send({ type: 'cancel', job })
      expectAnswer()
    },
    stop: (job) => send({ type: 'stop', job }),
    cancelAll() {
      send({ type: 'cancel-all' })
      expectAnswer()
    },
    restart(next) {
      current = next
      stop()
      start()
    },
    dispose: stop,
  }
}

const buffersOf = (images: Readonly<Record<string, Pixels>>): ArrayBuffer[] => [
  ...new Set(Object.values(images).map(({ data }) => data.buffer)),
]
