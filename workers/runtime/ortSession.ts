// An ONNX Runtime session, of onnxruntime-web or onnxruntime-node alike, as ours: feeds checked, runs queued.
import { PalimpsestError } from '../../src/shared/errors'
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { DeviceTensor } from '../tensor/deviceTensor'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Feeds, Session } from './backend'
import { messages } from './messages'
import { messagesHandled } from './messagesHandled'
import type { RunQueue } from './runQueue'

/** What both packages' tensors have; the packages themselves are imported by one file each. */
interface OrtTensor {
  readonly data: unknown
  readonly dims: readonly number[]
}

interface OrtSession<T extends OrtTensor> {
  run(feeds: Record<string, T>, into?: Record<string, T>): Promise<Readonly<Record<string, OrtTensor>>>
  release(): Promise<void>
}

interface SessionParts<T extends OrtTensor> {
  readonly model: OnnxModel
  readonly queue: RunQueue
  readonly session: OrtSession<T>
  readonly makeTensor: (
    type: 'float32' | 'int32',
    data: Float32Array | Int32Array,
    shape: readonly number[],
  ) => T
  /** For a device that keeps outputs. */
  readonly buffers?: {
    allocate(shape: readonly number[]): DeviceTensor
    tensorOf(one: DeviceTensor): T
  }
}

export function ortSession<T extends OrtTensor>(parts: SessionParts<T>): Session {
  const { model, queue, session, makeTensor, buffers } = parts
  let released: Promise<void> | undefined
  const tensorOf = (feed: Feeds[string]): T => {
    if ('onDevice' in feed) {
      if (!buffers) throw new RangeError('The run was given numbers of a device that it is not on.')
      return buffers.tensorOf(feed)
    }
    const { data, shape } = feed
    return makeTensor(data instanceof Int32Array ? 'int32' : 'float32', data, shape)
  }
  async function runInto(feeds: Feeds, into?: Record<string, T>) {
    checkFeeds(model, feeds)
    if (released) throw new RangeError('The session was released already.')
    const ortFeeds = Object.fromEntries(model.inputs.map(({ name }) => [name, tensorOf(feeds[name]!)]))
    const results = await queue.add(() =>
      (into ? session.run(ortFeeds, into) : session.run(ortFeeds)).catch(runFailed),
    )
    await messagesHandled()
    return results
  }
  return {
    inputs: model.inputs.map(({ name }) => name),
    async run(feeds) {
      const results = await runInto(feeds)
      return new Map(model.outputs.map(({ name }) => [name, outputOf(name, results[name])]))
    },
    ...(buffers && {
      async runOnDevice(feeds) {
        const made = new Map(model.outputs.map(({ name, shape }) => [name, buffers.allocate(shape)]))
        try {
          await runInto(
            feeds,
            Object.fromEntries([...made].map(([name, one]) => [name, buffers.tensorOf(one)])),
          )
        } catch (error) {
          for (const one of made.values()) one.release()
          throw error
        }
        return made
      },
    }),
    release() {
      released ??= queue.add(() => session.release())
      return released
    },
  }
}

function outputOf(name: string, result: OrtTensor | undefined): Tensor {
  if (!(result?.data instanceof Float32Array)) throw new PalimpsestError(messages.noResult({ name }))
  return tensor(result.data, result.dims)
}

/** @throws RangeError that names the first input that is missing, surplus or misshapen. */
function checkFeeds({ inputs }: OnnxModel, feeds: Feeds): void {
  for (const { name, type, shape } of inputs) {
    const feed = feeds[name]
    if (!feed) throw new RangeError(`The run was not given its input "${name}".`)
    if (feed.shape.join() !== shape.join())
      throw new RangeError(
        `The input "${name}" has shape [${shape.join(', ')}] and was given [${feed.shape.join(', ')}].`,
      )
    if ((type === 'int32') !== ('data' in feed && feed.data instanceof Int32Array))
      throw new RangeError(`The input "${name}" is ${type}.`)
  }
  const known = new Set(inputs.map(({ name }) => name))
  const surplus = Object.keys(feeds).find((name) => !known.has(name))
  if (surplus !== undefined)
    throw new RangeError(`The model has no input "${surplus}" that its outputs need.`)
}

function runFailed(cause: unknown): never {
  throw new PalimpsestError(speaksOfMemory(cause) ? messages.noMemoryToRun() : messages.runFailed(), {
    cause,
  })
}

/** For `createSession`. What went wrong before ONNX Runtime came into it has its own words already. */
export function loadFailed(cause: unknown): never {
  if (cause instanceof PalimpsestError) throw cause
  throw speaksOfMemory(cause)
    ? new PalimpsestError(messages.noMemoryToLoad(), { cause })
    : new PalimpsestError(messages.loadFailed(), { cause })
}

/** Whether a network could not be loaded or run for want of memory. */
export const lacksMemory = (error: unknown): boolean =>
  error instanceof PalimpsestError &&
  [messages.noMemoryToLoad().id, messages.noMemoryToRun().id].includes(error.report.id)

/** ONNX Runtime has no codes for it; these are the words of its allocators, of WebAssembly and of WebGPU. */
const speaksOfMemory = (cause: unknown): boolean =>
  /bad_alloc|memory|allocat|buffer size|out of bounds/i.test(
    cause instanceof Error ? `${cause.name} ${cause.message}` : String(cause),
  )
