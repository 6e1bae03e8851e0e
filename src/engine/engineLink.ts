// Between the stores and the engine: what the page asks for, and what comes of it.
import type { EngineContext } from './engineContext'
import type { Pixels } from '../shared/pixels'
import type { Segments, TokenCount, WordMaps } from '../shared/protocol/answers'
import type { EngineEvent } from '../shared/protocol/event'
import type { PromptToCount, TrainingOrder, WordMapKind } from '../shared/protocol/request'
import type { AddOnSource, CheckpointSource, KeptModel } from '../shared/protocol/sources'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import type { Recipe } from '../shared/recipe'
import type { EditJob, EditOrigin } from '../state/jobs'
import { createAddOnLink } from './addOnLink'
import { createTrainingLink, type TrainingForecast } from './trainingLink'
import type { TrainingPlan } from '../shared/trainingPlan'
import { bundledCheckpoints } from './bundledCheckpoints'
import { bundledNetworks } from './bundledNetworks'
import { createJobLink } from './jobLink'
import { createModelLink } from './modelLink'
import { createQuestionLink } from './questionLink'
import { createEngineClient, type EngineSettings, type PicturesAhead } from './engineClient'
import { createEditQueue, waiting, type EditEnd, type EditQueue, type QueueOptions } from './editQueue'
import { createWritingLink, type WritingLink } from './writingLink'

/** Bytes of weights that the engine may keep loaded between edits. */
const weightsBudget = 6_000_000_000

export interface EngineLink {
  /** Queues an edit, whose result is put beside the picture. */
  submit(recipe: Recipe, images: Readonly<Record<string, Pixels>>, origin?: EditOrigin): void
  /**
   * Queues an edit whose result is not put beside the picture, nor a failure told.
   * @returns its id, and how it ends
   */
  run(
    recipe: Recipe,
    images: Readonly<Record<string, Pixels>>,
    options?: Pick<QueueOptions, 'first' | 'quiet'>,
  ): { readonly id: string; readonly end: Promise<EditEnd> }
  /** Has the engine load what an edit by this recipe would load, while it has nothing else to do. */
  warmUp(recipe: Recipe, pictures: readonly string[]): void
  /** Asks what an edit by this recipe will take; the answer to the last question stands in the jobs' store. */
  foresee(recipe: Recipe, pictures: PicturesAhead): void
  /** The edits that wait: their order, and whether they are held back. */
  readonly queue: Pick<EditQueue, 'move' | 'pause' | 'restore'>
  /** The tokens of a prompt. Never answered where the checkpoint cannot be opened, or the engine is restarted meanwhile. */
  countTokens(prompt: PromptToCount): Promise<TokenCount>
  /** Queues the making of what the guide with a key can show before the run. The pixels are given away. */
  prepare(key: string, recipe: Recipe, images: Readonly<Record<string, Pixels>>): void
  /**
   * Queues the question which word of a prompt made what. The pixels are given away.
   * @param about the result or layer that is asked about
   * @returns nothing where it failed, which is told, or was cancelled
   */
  mapWords(
    of: WordMapKind,
    about: string,
    recipe: Recipe,
    images: Readonly<Record<string, Pixels>>,
  ): Promise<WordMaps | undefined>
  /**
   * What each part of a picture shows. The pixels are given away.
   * @param model its id or the Hub's name of it; '' is Toyland's segmenter
   * @param signal cancels it
   * @returns nothing where it failed, which is told, or was cancelled
   */
  segment(picture: Pixels, model: string, signal?: AbortSignal): Promise<Segments | undefined>
  readonly describe: WritingLink['describe']
  readonly writeSentences: WritingLink['writeSentences']
  cancel(job: string): void
  /** Ends an edit after the step that runs; what there is by then is its result. */
  stop(job: string): void
  cancelAll(): void
  /** All but the edit of a series, which has nothing to do with what is open. */
  cancelOfDocument(): void
  openNetwork(id: string, source: CheckpointSource): void
  /**
   * Makes a checkpoint known. One that cannot be opened does not stay in the list.
   * @throws ErrorReport of what is wrong with it.
   */
  openCheckpoint(id: string, source: CheckpointSource): Promise<CheckpointSummary>
  /** Downloads a model of the Hub, to be kept on this machine. */
  keep(source: KeptModel['source']): void
  /** What is there stays. */
  pauseKeeping(): void
  forget(source: KeptModel['source']): void
  openAddOn(id: string, source: AddOnSource): void
  /** One that comes with the program, by its folder below `models/`. */
  openBundledAddOn(id: string): void
  closeAddOn(id: string): void
  /** Queues a training. The pixels are given away. */
  train(plan: TrainingPlan, images: Readonly<Record<string, Pixels>>): void
  cancelTraining(): void
  /** Goes on with the training that is kept, or forgets it. */
  goOnTraining(): void
  forgetTraining(): void
  /** Asks the training that runs for something, between two of its steps. */
  orderTraining(order: TrainingOrder): void
  /** What a training will take of memory, or why it would be refused; never answered while a job is under way. */
  foreseeTraining(plan: TrainingPlan): Promise<TrainingForecast>
  /** Starts the engine anew, with the settings as they are now. */
  restart(): void
}

type LinkContext = EngineContext

export function createEngineLink(context: LinkContext): EngineLink {
  const { jobs, settings } = context
  const assets = new URL(import.meta.env.BASE_URL, location.href).href

  const engineSettings = (): EngineSettings => ({
    backend: backendInAddress() ?? settings.getState().backend,
    assets,
    memoryBudget: weightsBudget,
  })

  const client = createEngineClient({
    settings: engineSettings(),
    createWorker: () =>
      new Worker(new URL('../../workers/inference.ts', import.meta.url), { type: 'module', name: 'engine' }),
    onEvent: receive,
    onLost(error) {
      jobs.setState({ engine: 'starting', training: undefined, download: undefined, weightBytes: 0 })
      context.fail(error)
      reopen()
      // It may be what the engine broke down on.
      queue.engineLost(error)
    },
  })

  const bundled = (id: string): CheckpointSource => ({
    kind: 'url',
    url: new URL(`models/${id}/`, assets).href,
  })
  const models = createModelLink(context, client)
  const questions = createQuestionLink(context, client, bundled('toyland/segmenter'), models.openNetwork)
  const writing = createWritingLink(client, questions.openUnlessKnown)
  const addOns = createAddOnLink(context, client)
  const queue = createEditQueue(context, client)
  const jobLink = createJobLink(context, endJob, models.used)
  const training = createTrainingLink(context, client, addOns)

  /** @returns who waits for the result of an edit */
  function endJob(id: string): ReturnType<EditQueue['ended']> {
    questions.ended(id)
    writing.ended(id)
    return queue.ended(id)
  }

  function receive(event: EngineEvent): void {
    if (training.receive(event) || models.receive(event)) return
    const answered = questions.receive(event) ?? writing.receive(event)
    if (answered) {
      if (answered.job !== undefined) endJob(answered.job)
      return
    }
    if (jobLink.receive(event)) return
    switch (event.type) {
      case 'ready':
        if (!jobs.getState().training) client.findTraining()
        // A device that was lost took its weights along.
        return jobs.setState({
          engine: 'ready',
          backend: event.backend,
          engineError: undefined,
          weightBytes: 0,
        })
      case 'start-failed':
        jobs.setState({ engine: 'failed', engineError: event.error })
        return context.fail(event.error)
      case 'add-on':
        return addOns.opened(event.addOn)
      case 'add-on-failed':
        return addOns.failed(event.id, event.error)
      case 'device-lost':
        console.warn(`WebGPU device lost: ${event.reason}`)
        return context.inform(
          context.t('engine.deviceLost'),
          context.t(event.recovering ? 'engine.recovering' : 'engine.notRecovering'),
        )
      case 'download': {
        const { loaded, total } = event
        return jobs.setState({ download: loaded < total ? { loaded, total } : undefined })
      }
      case 'memory':
        return jobs.setState({ weightBytes: event.weightBytes })
    }
  }

  /** What is no edit goes to the engine at once. @returns the new job's id */
  function queued(recipe: Recipe, further: Pick<EditJob, 'wordsOf'> = {}): string {
    const id = crypto.randomUUID()
    jobs.setState((state) => ({ jobs: [...state.jobs, { ...waiting(id, recipe), ...further }] }))
    return id
  }

  /** A new worker knows none of them. */
  function reopen(): void {
    questions.engineLost()
    writing.engineLost()
    models.reopen()
    addOns.reopen()
  }

  const furtherCheckpoints = bundledNetworks.filter(({ kind }) => kind === 'checkpoint')
  for (const id of [...bundledCheckpoints, ...furtherCheckpoints.map(({ id }) => id)])
    models.askForCheckpoint(id, bundled(id))

  function cancel(id: string): void {
    if (queue.takeOut(id)) return
    jobLink.change(id, { status: 'cancelling' })
    client.cancel(id)
  }

  return {
    submit: (recipe, images, origin) => void queue.add(recipe, images, { ...(origin && { origin }) }),
    run(recipe, images, options = {}) {
      let caller: (end: EditEnd) => void = () => {}
      const end = new Promise<EditEnd>((resolve) => (caller = resolve))
      return { id: queue.add(recipe, images, { ...options, caller }), end }
    },
    queue,
    prepare: (key, recipe, images) => client.prepare(queued(recipe), key, recipe, images),
    mapWords: (of, about, recipe, images) =>
      questions.mapWords(queued(recipe, { wordsOf: about }), of, recipe, images),
    segment: questions.segment,
    describe: writing.describe,
    writeSentences: writing.writeSentences,
    countTokens: questions.countTokens,
    foresee: questions.foresee,
    warmUp: (recipe, pictures) => client.warmUp(recipe, pictures),
    cancel,
    stop(id) {
      jobLink.change(id, { status: 'stopping' })
      client.stop(id)
    },
    cancelAll() {
      for (const { id } of jobs.getState().jobs) queue.takeOut(id)
      jobs.setState({ paused: false })
      if (jobs.getState().jobs.length === 0) return
      for (const { id } of jobs.getState().jobs) jobLink.change(id, { status: 'cancelling' })
      client.cancelAll()
    },
    cancelOfDocument() {
      const { jobs: all, series } = jobs.getState()
      for (const { id } of all) if (id !== series?.job) cancel(id)
      if (!series) jobs.setState({ paused: false })
    },
    openCheckpoint: models.openCheckpoint,
    keep: models.keep,
    pauseKeeping: () => client.pauseKeeping(),
    forget: (source) => client.forget(source),
    openNetwork: models.openNetwork,
    openAddOn: addOns.open,
    openBundledAddOn: (id) => addOns.open(id, bundled(id)),
    closeAddOn: addOns.close,
    train: training.start,
    cancelTraining: training.cancel,
    goOnTraining: training.goOn,
    forgetTraining: training.forget,
    orderTraining: training.order,
    foreseeTraining: training.foresee,
    restart() {
      jobs.setState({
        engine: 'starting',
        backend: undefined,
        engineError: undefined,
        training: undefined,
        download: undefined,
        weightBytes: 0,
      })
      client.restart(engineSettings())
      reopen()
      queue.engineLost()
    },
  }
}

/** `?backend=wasm` overrides the setting, for tests and for a machine on which WebGPU misbehaves. */
function backendInAddress(): EngineSettings['backend'] | undefined {
  const given = new URLSearchParams(location.search).get('backend')
  return given === 'auto' || given === 'webgpu' || given === 'wasm' ? given : undefined
}
