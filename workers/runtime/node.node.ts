// ONNX Runtime in Node, on the CPU: for tests, `npm run recipe` and measurements.
import { realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-node'
import type { LoweringTarget } from '../graph/lowering/target'
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { Backend } from './backend'
import { foreignRuntime, type ForeignSession } from './foreignRuntime'
import { messages } from './messages'
import { OpenSessions } from './openSessions'
import { loadFailed, ortSession } from './ortSession'
import { RunQueue } from './runQueue'

export interface NodeBackendOptions {
  /** ONNX Runtime's own kernels; `false` is for tests that compare them with plain operators. */
  readonly fused?: boolean
  /** As many as the machine has cores unless given. */
  readonly threads?: number
  /** Whether threads wait for the next piece of a run by spinning, which ends with the run. `npm run bench -- --only spinning` compares. */
  readonly spinning?: boolean
}

/** Opens ONNX Runtime on the CPU. */
export async function openNodeBackend({
  fused = true,
  threads,
  spinning = true,
}: NodeBackendOptions = {}): Promise<Backend> {
  const target: LoweringTarget = { provider: 'node', compute: 'float32', fused }
  const waiting = spinning ? { force_spinning_stop: '1' } : { intra_op: { allow_spinning: '0' } }
  const queue = new RunQueue()
  const sessions = new OpenSessions((model) =>
    queue.add(async () => {
      const { folder, externalData } = await externalFilesOf(model)
      const session = await InferenceSession.create(model.bytes, {
        executionProviders: ['cpu'],
        ...(threads !== undefined && { intraOpNumThreads: threads }),
        ...(externalData && { externalData }),
        extra: {
          session: {
            // Each session has threads of its own. Those that still spin after a run take the cores from the next network: a step
            // with a ControlNet took three plain ones.
            ...waiting,
            ...(folder !== undefined && { model_external_initializers_file_folder_path: folder }),
          },
        },
      }).catch(loadFailed)
      return ortSession({
        model,
        queue,
        session,
        makeTensor: (type, data, shape) => new OrtTensor(type, data, shape),
      })
    }),
  )
  const foreign = foreignRuntime({
    Tensor: OrtTensor,
    queue,
    load: async (model, options) => {
      const settings = {
        ...(options as InferenceSession.SessionOptions),
        executionProviders: ['cpu'],
        ...(threads !== undefined && { intraOpNumThreads: threads }),
        extra: { session: waiting },
      }
      const session = await (typeof model === 'string'
        ? InferenceSession.create(model, settings)
        : InferenceSession.create(model, settings))
      return session as unknown as ForeignSession
    },
  })
  return {
    name: 'node',
    description: {
      description: messages.node({
        kernels: fused ? messages.fusedKernels() : messages.plainOperators(),
      }),
    },
    target,
    largestTensor: 2 ** 31,
    createSession: sessions.create,
    foreign: foreign.runtime,
    async dispose() {
      await sessions.releaseAll()
      await foreign.releaseAll()
    },
  }
}

/**
 * Files on disk are read by ONNX Runtime itself, which maps them into memory; it looks for them in one folder, by name, and
 * refuses links that lead out of it. Others are handed over as bytes.
 */
async function externalFilesOf({ externalFiles }: OnnxModel): Promise<{
  readonly folder?: string
  readonly externalData?: InferenceSession.SessionOptions['externalData']
}> {
  if (externalFiles.length === 0) return {}
  const folders = await Promise.all(
    externalFiles.map(async ({ location, file: { external } }) => {
      if (external.kind !== 'path') return undefined
      const path = await realpath(external.path)
      const folder = dirname(path)
      return join(folder, location) === path ? folder : undefined
    }),
  )
  const [folder] = folders
  if (folder !== undefined && folders.every((other) => other === folder)) return { folder }
  const externalData = await Promise.all(
    externalFiles.map(async ({ location, file }) => ({
      path: location,
      data: file.external.kind === 'bytes' ? file.external.bytes : await file.read(0, file.size),
    })),
  )
  return { externalData }
}
