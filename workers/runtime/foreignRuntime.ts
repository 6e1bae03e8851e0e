// ONNX Runtime for another library's models: the same copy, the same device, the same queue. Its models have inputs of any kind, and
// shapes that are known when they run.
import { messagesHandled } from './messagesHandled'
import type { RunQueue } from './runQueue'

/** What it is asked for when a model is loaded; how it runs is ours to say. */
export interface ForeignOptions {
  readonly externalData?: unknown
  readonly freeDimensionOverrides?: unknown
  readonly logSeverityLevel?: unknown
}

export interface ForeignSession {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** What the inputs are: their names, types and shapes. */
  readonly inputMetadata: readonly unknown[]
  run(feeds: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>>
  release(): Promise<void>
}

export interface ForeignRuntime {
  /** The class of its tensors. */
  readonly Tensor: unknown
  /** Loads a model from its bytes, or in Node from its path. Its runs wait for those of all other sessions. */
  create(model: Uint8Array | string, options: ForeignOptions): Promise<ForeignSession>
}

interface Parts {
  readonly Tensor: unknown
  readonly queue: RunQueue
  readonly load: (model: Uint8Array | string, options: ForeignOptions) => Promise<ForeignSession>
}

/** The runtime, and what gives the memory of all its sessions back. */
export function foreignRuntime({ Tensor, queue, load }: Parts): {
  readonly runtime: ForeignRuntime
  readonly releaseAll: () => Promise<void>
} {
  const open = new Set<ForeignSession>()
  const create: ForeignRuntime['create'] = async (model, options) => {
    const inner = await queue.add(() => load(model, options))
    let released: Promise<void> | undefined
    const session: ForeignSession = {
      inputNames: inner.inputNames,
      outputNames: inner.outputNames,
      inputMetadata: inner.inputMetadata,
      async run(feeds) {
        const results = await queue.add(() => inner.run(feeds))
        await messagesHandled()
        return results
      },
      release() {
        open.delete(session)
        released ??= queue.add(() => inner.release())
        return released
      },
    }
    open.add(session)
    return session
  }
  return {
    runtime: { Tensor, create },
    async releaseAll() {
      for (const session of open) await session.release()
    },
  }
}
