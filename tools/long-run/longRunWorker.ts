// The browser's side of the long run: the engine in the worker where the page has it, told and asked by its own messages.
import type { EngineEvent } from '../../src/shared/protocol/event'
import type { Pixels } from '../../src/shared/pixels'
import { Engine } from '../../workers/jobs/engine'
import { loadOnnxRuntime } from '../../workers/runtime/onnxRuntimeWeb'
import { openBackend } from '../../workers/runtime/openBackend'
import { openTree } from '../../workers/weights/openTree'
import { serveTasks } from '../harness/serveTasks'
import { longRunKinds } from './longRunKinds'

/** ONNX Runtime's memory, which only grows. */
const memories: WebAssembly.Memory[] = []
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    super(descriptor)
    memories.push(this)
  }
}

const assets = `${location.origin}/`
const waiting = new Set<(event: EngineEvent) => void>()
const engine = new Engine({
  post: (event) => {
    for (const hear of waiting) hear(event)
  },
  openBackend,
  openTree,
  openTrainingStore: async () => undefined,
})
let kinds: ReturnType<typeof longRunKinds>
let running: string | undefined

/** The first event that is one of what is waited for. */
const heard = <Event extends EngineEvent>(wanted: (event: EngineEvent) => event is Event): Promise<Event> =>
  new Promise((resolve) => {
    const hear = (event: EngineEvent) => {
      if (!wanted(event)) return
      waiting.delete(hear)
      resolve(event)
    }
    waiting.add(hear)
  })

type Ended = Extract<EngineEvent, { type: 'done' | 'failed' | 'cancelled' }>
const ofJob =
  (job: string) =>
  (event: EngineEvent): event is Ended =>
    (event.type === 'done' || event.type === 'failed' || event.type === 'cancelled') && event.job === job

async function readPicture(url: string): Promise<Pixels> {
  const bitmap = await createImageBitmap(await (await fetch(url)).blob())
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

serveTasks({
  async open(steps: number, threads: number) {
    const { env } = await loadOnnxRuntime(assets)
    env.wasm.numThreads = threads
    kinds = longRunKinds(await readPicture(`${assets}pictures/cat-meadow.png`), steps)
    await engine.handle({ type: 'start', backend: 'wasm', assets, memoryBudget: 6_000_000_000 })
    for (const id of ['toyland/base', 'toyland/instruct'])
      await engine.handle({
        type: 'open-checkpoint',
        id,
        source: { kind: 'url', url: `${assets}models/${id}/` },
      })
    return kinds.map(({ name }) => name)
  },

  async edit(kind: number) {
    const { recipe, images } = kinds[kind]!
    const job = crypto.randomUUID()
    running = job
    const ended = heard(ofJob(job))
    void engine.handle({ type: 'edit', job, recipe, images, previews: true })
    const event = await ended
    running = undefined
    if (event.type === 'cancelled') return undefined
    if (event.type === 'failed')
      throw new Error(`${event.error.message} ${event.error.hint} ${event.error.detail ?? ''}`)
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(event.pixels.data)))
    return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  },

  async cancel() {
    if (running !== undefined) await engine.handle({ type: 'cancel', job: running })
  },

  wasmBytes: async () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
})
