// A model of the Hub while it is loaded and run: where its files come from, and what goes wrong. The library forgets why a file could
// not be read, and after one failure its queue refuses every later run; so failures are kept here, and it sees none.
import { throwIfCancelled } from '../../src/shared/cancelling'
import type { ForeignOptions, ForeignRuntime, ForeignSession } from '../runtime/foreignRuntime'
import type { ByteSource } from '../weights/byteSource'
import type { HubModel } from './openModel'

/** Bytes that are asked for at a time: between two, a cancellation is heard. */
const part = 8_000_000

export interface LoadingOptions {
  readonly runtime: ForeignRuntime
  readonly onRead?: (progress: { readonly loaded: number; readonly total: number }) => void
}

export class Loading {
  /** Aborted when what is run now is not wanted any more. */
  signal: AbortSignal | undefined
  private failure: { readonly cause: unknown } | undefined
  private loaded = 0
  private readonly sessions: ForeignSession[] = []

  constructor(
    private readonly model: HubModel,
    private readonly options: LoadingOptions,
  ) {}

  /** What `work` gives. @throws the first that went wrong in it, in the words of where it did */
  async watch<Result>(work: () => Promise<Result>): Promise<Result> {
    this.failure = undefined
    try {
      const result = await work()
      if (!this.failure) return result
    } catch (cause) {
      this.failure ??= { cause }
    }
    throw this.failure.cause
  }

  /** A file as the library's cache would give it, or its path; undefined where there is none. */
  async file(path: string): Promise<unknown> {
    if (path === 'config.json') return new Answer(new TextEncoder().encode(JSON.stringify(this.model.config)))
    return this.keepingFailure(async () => {
      const file = await this.model.tree.open(path)
      if (!file) return undefined
      const { external } = file
      // ONNX Runtime maps files on disk into memory by itself.
      if (external.kind === 'path' && /\.onnx(?:_data(?:_\d+)?)?$/.test(path)) return external.path
      return new Answer(await this.bytesOf(file))
    })
  }

  async session(model: Uint8Array | string, options: ForeignOptions): Promise<ForeignSession> {
    const inner = await this.keepingFailure(() => this.options.runtime.create(model, options))
    if (inner) this.sessions.push(inner)
    return {
      inputNames: inner?.inputNames ?? [],
      outputNames: inner?.outputNames ?? [],
      inputMetadata: inner?.inputMetadata ?? [],
      run: async (feeds) =>
        (await this.keepingFailure(() => {
          throwIfCancelled(this.signal)
          return inner?.run(feeds) ?? Promise.resolve({})
        })) ?? {},
      release: async () => {},
    }
  }

  async release(): Promise<void> {
    for (const session of this.sessions) await session.release()
  }

  private async keepingFailure<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    if (this.failure) return undefined
    try {
      return await work()
    } catch (cause) {
      this.failure ??= { cause }
      return undefined
    }
  }

  private async bytesOf(file: ByteSource): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(file.size)
    for (let at = 0; at < file.size; at += part) {
      throwIfCancelled(this.signal)
      const read = await file.read(at, Math.min(at + part, file.size))
      bytes.set(read, at)
      this.loaded += read.length
      // Files of settings come on top of what was told.
      const { bytes: total } = this.model
      if (file.external.kind === 'url') this.options.onRead?.({ loaded: Math.min(this.loaded, total), total })
    }
    return bytes
  }
}

/** An answer whose bytes are handed over, without the copies that a `Response` makes of its body. */
class Answer extends Response {
  readonly #bytes: Uint8Array<ArrayBuffer>

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    super(undefined, { headers: { 'content-length': String(bytes.length) } })
    this.#bytes = bytes
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.resolve(this.#bytes.buffer)
  }
}
