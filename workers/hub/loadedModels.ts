// Models of the Hub that are loaded on a device: the ones that were used last, as far as their memory allows.
import { throwIfCancelled } from '../../src/shared/cancelling'
import { PalimpsestError } from '../../src/shared/errors'
import type { ModelTask } from '../../src/shared/modelTask'
import type { Backend } from '../runtime/backend'
import { loadLibrary, named, optionsFor, type TransformersJs } from './library'
import { Loading, type LoadingOptions } from './loading'
import { messages } from './messages'
import type { HubModel } from './openModel'
import type { Pipe } from './pipe'

/** ONNX Runtime copies a model's file into wasm's 4 GiB, and then its weights once more. */
const largestOnWasm = 1.8e9

interface Entry {
  readonly loading: Loading
  readonly pipe: Promise<Pipe>
  readonly library: Promise<TransformersJs>
}

interface Use {
  readonly task: ModelTask
  /** Heard between two runs of the model. */
  readonly signal?: AbortSignal | undefined
}

export interface Loaded {
  readonly pipe: Pipe
  readonly library: TransformersJs
}

export class LoadedModels {
  /** Least recently used first. */
  private readonly entries = new Map<HubModel, Entry>()

  /** `budget`: bytes of model files that may be loaded at a time. */
  constructor(
    private readonly backend: Backend,
    private readonly budget: number,
    private readonly onRead?: LoadingOptions['onRead'],
  ) {}

  /**
   * What `work` makes of a model, which is loaded where it is not.
   * @throws PalimpsestError('checkpoint') when it is for another task or cannot be read, 'weights', 'device', 'cancelled'
   */
  async use<Result>(
    model: HubModel,
    { task, signal }: Use,
    work: (loaded: Loaded) => Promise<Result>,
  ): Promise<Result> {
    refuseUnfit(model, task, this.backend)
    throwIfCancelled(signal)
    const entry = this.entries.get(model) ?? (await this.open(model))
    this.entries.delete(model)
    this.entries.set(model, entry)
    entry.loading.signal = signal
    try {
      return await entry.loading.watch(async () =>
        work({ pipe: await entry.pipe, library: await entry.library }),
      )
    } catch (cause) {
      // What failed can be tried again, from the beginning.
      this.entries.delete(model)
      await entry.loading.release()
      throw inWords(cause, model)
    }
  }

  async releaseAll(): Promise<void> {
    for (const { loading } of this.entries.values()) await loading.release()
    this.entries.clear()
  }

  private async open(model: HubModel): Promise<Entry> {
    await this.makeRoomFor(model.bytes)
    const { foreign } = this.backend
    const loading = new Loading(model, { runtime: foreign, ...(this.onRead && { onRead: this.onRead }) })
    const library = loadLibrary(foreign)
    const pipe = library.then(({ pipeline }) =>
      pipeline(model.kind, named(loading), {
        // The device of the options of a session is ours; of the library's own it knows none.
        device: 'auto',
        dtype: model.precision,
        session_options: optionsFor(loading),
      }),
    )
    // It is reported to whoever waits for it.
    pipe.catch(() => {})
    return { loading, library, pipe: pipe as unknown as Promise<Pipe> }
  }

  private async makeRoomFor(bytes: number): Promise<void> {
    let sum = bytes
    const staying = new Set<HubModel>()
    for (const model of [...this.entries.keys()].toReversed()) {
      sum += model.bytes
      if (sum <= this.budget) staying.add(model)
    }
    for (const [model, { loading }] of this.entries)
      if (!staying.has(model)) {
        this.entries.delete(model)
        await loading.release()
      }
  }
}

function refuseUnfit({ kind, label, bytes }: HubModel, task: ModelTask, backend: Backend): void {
  if (kind !== task) throw new PalimpsestError(messages.otherTask({ model: label, is: kind, wanted: task }))
  if (backend.name === 'wasm' && bytes > largestOnWasm)
    throw new PalimpsestError(messages.tooLarge({ model: label, gigabytes: (bytes / 1e9).toFixed(1) }))
}

function inWords(cause: unknown, { label: model }: HubModel): unknown {
  if (cause instanceof PalimpsestError) return cause
  const said = cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause)
  const ofMemory = /bad_alloc|memory|allocat|buffer size|out of bounds/i.test(said)
  return new PalimpsestError(ofMemory ? messages.noMemory({ model }) : messages.unreadable({ model }), {
    cause,
  })
}
