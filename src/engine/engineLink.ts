// Between the stores and the engine: what the page asks for, and what comes of it.
import { readModelAddress } from './modelAddress'
import { tiledFromPixels } from '../canvas/kernels/tiledBitmap'
import type { EngineContext } from './engineContext'
import type { Pixels } from '../shared/pixels'
import type {
  AddOnSource,
  CheckpointSource,
  CheckpointSummary,
  KeptModel,
  EngineEvent,
  PromptToCount,
  SentencesWanted,
  Segments,
  TokenCount,
  WordMapKind,
  WordMaps,
  TrainingOrder,
} from '../shared/protocol'
import type { Recipe } from '../shared/recipe'
import type { CheckpointEntry, EditJob, EditOrigin, NetworkEntry } from '../state/jobs'
import { createAddOnLink } from './addOnLink'
import { createTrainingLink } from './trainingLink'
import type { TrainingPlan } from '../shared/trainingPlan'
import { bundledCheckpoints } from './bundledCheckpoints'
import { bundledNetworks } from './bundledNetworks'
import { idOfHub } from './modelAddress'
import { createEngineClient, type EngineSettings, type PicturesAhead } from './engineClient'
import { createEditQueue, waiting, type EditEnd, type EditQueue, type QueueOptions } from './editQueue'
import { createStepClock, withCost } from './measuredCost'
import { placeResult } from './placeResult'

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
   * @returns nothing where it failed, which is told
   */
  segment(picture: Pixels, model: string): Promise<Segments | undefined>
  /**
   * What a picture shows, in words. The pixels are given away.
   * @param model its id or the Hub's name of it; '' is Toyland's captioner
   * @returns nothing where it failed, which is told, or was cancelled
   */
  describe(picture: Pixels, model: string, hearers?: WritingHearers): Promise<string | undefined>
  /**
   * Sentences about a concept.
   * @param model its id or the Hub's name of it
   * @returns nothing where it failed, which is told, or was cancelled
   */
  writeSentences(
    wanted: SentencesWanted,
    model: string,
    hearers?: WritingHearers,
  ): Promise<readonly string[] | undefined>
  cancel(job: string): void
  /** Ends an edit after the step that runs; what there is by then is its result. */
  stop(job: string): void
  cancelAll(): void
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
  /** Starts the engine anew, with the settings as they are now. */
  restart(): void
}

/** Who waits for a text. */
export interface WritingHearers {
  /** Cancels it. */
  readonly signal?: AbortSignal
  /** Hears of the share that is written, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

type LinkContext = EngineContext

export function createEngineLink(context: LinkContext): EngineLink {
  const { jobs, settings, bitmaps, history } = context
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
      queue.engineLost('is given up')
    },
  })

  /** Who waits for a checkpoint, and what it was if it was open before. */
  const opening = new Map<
    string,
    {
      readonly resolve: (summary: CheckpointSummary) => void
      readonly reject: (error: unknown) => void
      readonly before: CheckpointEntry | undefined
    }
  >()
  /** How many forecasts were asked for. */
  let forecasts = 0
  /** Who waits for the tokens of a prompt. */
  const counting = new Map<string, ((count: TokenCount) => void)[]>()
  const countKey = ({ checkpoint, text, syntax, steps }: PromptToCount) =>
    JSON.stringify([checkpoint, text, syntax, steps])

  const changeJob = (id: string, change: Partial<EditJob>) =>
    jobs.setState((state) => ({
      jobs: state.jobs.map((job) => (job.id === id ? { ...job, ...change } : job)),
    }))
  const changeCheckpoint = (id: string, change: Partial<CheckpointEntry>) =>
    jobs.setState(({ checkpoints }) => ({
      checkpoints: checkpoints.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    }))
  const changeNetwork = (id: string, change: Partial<NetworkEntry>) =>
    jobs.setState(({ networks }) => ({
      networks: networks.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)),
    }))
  const addOns = createAddOnLink(context, client)
  const queue = createEditQueue(context, client)
  const clock = createStepClock()
  const training = createTrainingLink(context, client, addOns)

  /** Who waits for the words of a job. */
  const mapping = new Map<string, (maps: WordMaps | undefined) => void>()

  /** Who waits for what a picture shows. */
  const segmenting = new Map<string, (segments: Segments | undefined) => void>()

  /** Who waits for a text. */
  const writing = new Map<
    string,
    { readonly resolve: (texts: readonly string[] | undefined) => void } & WritingHearers
  >()

  /** @returns who waits for the result of an edit */
  function endJob(id: string): ReturnType<EditQueue['ended']> {
    mapping.get(id)?.(undefined)
    mapping.delete(id)
    segmenting.get(id)?.(undefined)
    segmenting.delete(id)
    writing.get(id)?.resolve(undefined)
    writing.delete(id)
    return queue.ended(id)
  }

  function receive(event: EngineEvent): void {
    if (training.receive(event)) return
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
      case 'kept':
        return receiveKept(event.models)
      case 'keeping':
        return jobs.setState({ keeping: event.model })
      case 'keep-failed':
        return context.fail(event.error)
      case 'checkpoint':
        changeCheckpoint(event.checkpoint.id, { status: 'open', summary: event.checkpoint })
        opening.get(event.checkpoint.id)?.resolve(event.checkpoint)
        return void opening.delete(event.checkpoint.id)
      case 'checkpoint-failed': {
        const waiting = opening.get(event.id)
        opening.delete(event.id)
        if (!waiting) return changeCheckpoint(event.id, { status: 'failed', error: event.error })
        const { before } = waiting
        jobs.setState(({ checkpoints }) => ({
          checkpoints: [...checkpoints.filter(({ id }) => id !== event.id), ...(before ? [before] : [])],
        }))
        return waiting.reject(event.error)
      }
      case 'network':
        return changeNetwork(event.network.id, { status: 'open', summary: event.network })
      case 'network-failed':
        return changeNetwork(event.id, { status: 'failed', error: event.error })
      case 'add-on':
        return addOns.opened(event.addOn)
      case 'add-on-failed':
        return addOns.failed(event.id, event.error)
      case 'started':
        return changeJob(event.job, { status: 'running' })
      case 'progress': {
        const { job, stage, step, steps, secondsLeft } = event
        clock.progress(event, performance.now())
        if (steps > 0) writing.get(job)?.onProgress?.(step / steps)
        return changeJob(job, { stage, step, steps, ...(secondsLeft !== undefined && { secondsLeft }) })
      }
      case 'preview':
        changeJob(event.job, {
          preview: {
            bitmap: bitmaps.add(tiledFromPixels(event.pixels)),
            ...(event.region && { region: event.region }),
          },
        })
        return history.sweep()
      case 'shown':
        // What is made for a caller may be of another picture.
        if (jobs.getState().jobs.find(({ id }) => id === event.job)?.forCaller) return undefined
        return keepShown(event)
      case 'done': {
        const origin = jobs.getState().jobs.find(({ id }) => id === event.job)?.origin
        changeCheckpoint(event.recipe.checkpoint, { used: true })
        rememberCost(event)
        const caller = endJob(event.job)
        return caller ? caller(event) : placeResult(context, event, origin)
      }
      case 'word-maps': {
        const { type: _, job, ...maps } = event
        mapping.get(job)?.(maps)
        endJob(job)
        return undefined
      }
      case 'segments': {
        const { type: _, job, ...segments } = event
        segmenting.get(job)?.(segments)
        endJob(job)
        return undefined
      }
      case 'written':
        writing.get(event.job)?.resolve(event.texts)
        endJob(event.job)
        return undefined
      case 'prepared':
        endJob(event.job)
        for (const note of event.notes) context.inform(note)
        return undefined
      case 'failed': {
        const caller = endJob(event.job)
        return caller ? caller(event) : context.fail(event.error)
      }
      case 'cancelled':
        return endJob(event.job)?.(undefined)
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
      case 'tokens': {
        const key = countKey(event)
        const { count, room, strangers } = event
        for (const resolve of counting.get(key) ?? [])
          resolve({ count, room, ...(strangers && { strangers }) })
        counting.delete(key)
        return
      }
      case 'forecast':
        if (event.number === forecasts) jobs.setState({ forecast: event.forecast })
        return undefined
      case 'memory':
        return jobs.setState({ weightBytes: event.weightBytes })
    }
  }

  /** For who wants to know beforehand what such an edit takes here. */
  function rememberCost({ job, recipe }: Extract<EngineEvent, { type: 'done' }>): void {
    const step = clock.ended(job)
    const device = jobs.getState().backend?.description.english
    if (step !== undefined && device !== undefined)
      settings.setState(({ costs }) => ({ costs: withCost(costs, recipe, device, step) }))
  }

  /** In place of what that guide showed of the name before. */
  function keepShown(event: Extract<EngineEvent, { type: 'shown' }>): void {
    const { job, key, name, channels, pixels, region, changes } = event
    const { width, height } = context.document.getState()
    const picture = {
      job,
      ...(changes && { changes }),
      key,
      name,
      channels,
      bitmap: bitmaps.add(tiledFromPixels(pixels)),
      ...(region && { region }),
      canvas: { width, height },
    }
    jobs.setState(({ shown }) => ({
      shown: [...shown.filter((other) => other.key !== key || other.name !== name), picture],
    }))
    history.sweep()
  }

  /** What is no edit goes to the engine at once. @returns the new job's id */
  function queued(recipe: Recipe, further: Pick<EditJob, 'wordsOf'> = {}): string {
    const id = crypto.randomUUID()
    jobs.setState((state) => ({ jobs: [...state.jobs, { ...waiting(id, recipe), ...further }] }))
    return id
  }

  function openCheckpoint(id: string, source: CheckpointSource): Promise<CheckpointSummary> {
    const before = jobs.getState().checkpoints.find((entry) => entry.id === id && entry.status === 'open')
    opening.get(id)?.reject(new DOMException('It was asked for again.', 'AbortError'))
    return new Promise((resolve, reject) => {
      opening.set(id, { resolve, reject, before })
      askForCheckpoint(id, source)
    })
  }

  /** The person's own token goes to the Hub with what is asked of it, and is written down nowhere else. */
  function withToken<Source extends CheckpointSource>(source: Source): Source {
    const { hubToken } = settings.getState()
    return source.kind === 'hub' && hubToken !== '' ? { ...source, token: hubToken } : source
  }

  /** What is kept whole is read from here on, and is there after the page was loaded again. */
  function receiveKept(models: readonly KeptModel[]): void {
    const before = jobs.getState().kept
    jobs.setState({ kept: models, keeping: undefined })
    for (const { source, done } of models) {
      const id = idOfHub(source)
      const wasDone = before.some((model) => model.done && idOfHub(model.source) === id)
      if (done && !wasDone) askForCheckpoint(id, source)
    }
  }

  function askForCheckpoint(id: string, source: CheckpointSource): void {
    const entry: CheckpointEntry = { id, source, status: 'opening' }
    jobs.setState(({ checkpoints }) => ({
      checkpoints: [...checkpoints.filter((other) => other.id !== id), entry],
    }))
    client.openCheckpoint(id, withToken(source))
  }

  function openNetwork(id: string, source: CheckpointSource): void {
    const entry: NetworkEntry = { id, source, status: 'opening' }
    jobs.setState(({ networks }) => ({ networks: [...networks.filter((other) => other.id !== id), entry] }))
    client.openNetwork(id, withToken(source))
  }

  /** A new worker knows none of them. */
  function reopen(): void {
    counting.clear()
    for (const resolve of mapping.values()) resolve(undefined)
    mapping.clear()
    for (const resolve of segmenting.values()) resolve(undefined)
    segmenting.clear()
    for (const { resolve } of writing.values()) resolve(undefined)
    writing.clear()
    const { checkpoints, networks } = jobs.getState()
    for (const { id, source } of checkpoints) askForCheckpoint(id, source)
    for (const { id, source } of networks) openNetwork(id, source)
    addOns.reopen()
  }

  /** A model of the Hub may have been chosen in another session, when it was open. */
  function openChosen(model: string): void {
    if (jobs.getState().networks.some(({ id }) => id === model)) return
    if (bundledNetworks.some(({ id }) => id === model)) return
    const address = readModelAddress(model)
    if (address) openNetwork(address.id, address.source)
  }

  /** Asks for a text; who waits hears how far it is. */
  function asked(
    model: string,
    send: (job: string) => void,
    hearers: WritingHearers,
  ): Promise<readonly string[] | undefined> {
    const { signal } = hearers
    if (signal?.aborted) return Promise.resolve(undefined)
    openChosen(model)
    const job = crypto.randomUUID()
    send(job)
    const cancel = () => client.cancel(job)
    signal?.addEventListener('abort', cancel)
    return new Promise<readonly string[] | undefined>((resolve) =>
      writing.set(job, { resolve, ...hearers }),
    ).finally(() => signal?.removeEventListener('abort', cancel))
  }

  const bundled = (id: string): CheckpointSource => ({
    kind: 'url',
    url: new URL(`models/${id}/`, assets).href,
  })
  const furtherCheckpoints = bundledNetworks.filter(({ kind }) => kind === 'checkpoint')
  for (const id of [...bundledCheckpoints, ...furtherCheckpoints.map(({ id }) => id)])
    askForCheckpoint(id, bundled(id))

  return {
    submit: (recipe, images, origin) => void queue.add(recipe, images, { ...(origin && { origin }) }),
    run(recipe, images, options = {}) {
      let caller: (end: EditEnd) => void = () => {}
      const end = new Promise<EditEnd>((resolve) => (caller = resolve))
      return { id: queue.add(recipe, images, { ...options, caller }), end }
    },
    queue,
    prepare: (key, recipe, images) => client.prepare(queued(recipe), key, recipe, images),
    mapWords(of, about, recipe, images) {
      const job = queued(recipe, { wordsOf: about })
      client.mapWords(job, of, recipe, images)
      return new Promise((resolve) => mapping.set(job, resolve))
    },
    segment(picture, model) {
      const job = crypto.randomUUID()
      const ours = { kind: 'url', url: new URL('models/toyland/segmenter/', assets).href } as const
      if (model !== '') openChosen(model)
      client.segment(job, model === '' ? ours : { kind: 'open', id: model }, picture)
      return new Promise((resolve) => segmenting.set(job, resolve))
    },
    async describe(picture, model, hearers = {}) {
      const id = model === '' ? 'toyland/captioner' : model
      const texts = await asked(id, (job) => client.describe(job, id, picture), hearers)
      return texts?.[0]
    },
    writeSentences: (wanted, model, hearers = {}) =>
      asked(model, (job) => client.writeSentences(job, model, wanted), hearers),
    countTokens(prompt) {
      const key = countKey(prompt)
      return new Promise((resolve) => {
        const waiting = counting.get(key)
        counting.set(key, [...(waiting ?? []), resolve])
        if (!waiting) client.countTokens(prompt)
      })
    },
    foresee: (recipe, pictures) => client.forecast(++forecasts, recipe, pictures),
    warmUp: (recipe, pictures) => client.warmUp(recipe, pictures),
    cancel(id) {
      if (queue.takeOut(id)) return
      changeJob(id, { status: 'cancelling' })
      client.cancel(id)
    },
    stop(id) {
      changeJob(id, { status: 'stopping' })
      client.stop(id)
    },
    cancelAll() {
      for (const { id } of jobs.getState().jobs) queue.takeOut(id)
      jobs.setState({ paused: false })
      if (jobs.getState().jobs.length === 0) return
      for (const { id } of jobs.getState().jobs) changeJob(id, { status: 'cancelling' })
      client.cancelAll()
    },
    openCheckpoint,
    keep: (source) => client.keep(withToken(source)),
    pauseKeeping: () => client.pauseKeeping(),
    forget: (source) => client.forget(source),
    openNetwork,
    openAddOn: addOns.open,
    openBundledAddOn: (id) => addOns.open(id, bundled(id)),
    closeAddOn: addOns.close,
    train: training.start,
    cancelTraining: training.cancel,
    goOnTraining: training.goOn,
    forgetTraining: training.forget,
    orderTraining: training.order,
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
      queue.engineLost('waits again')
    },
  }
}

/** `?backend=wasm` overrides the setting, for tests and for a machine on which WebGPU misbehaves. */
function backendInAddress(): EngineSettings['backend'] | undefined {
  const given = new URLSearchParams(location.search).get('backend')
  return given === 'auto' || given === 'webgpu' || given === 'wasm' ? given : undefined
}
