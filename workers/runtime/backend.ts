// What runs graphs: ONNX Runtime on WebGPU, on wasm, or in Node. Everything above sees only this.
import type { Message } from '../../src/shared/message'
import type { OnnxModel } from '../graph/lowering/writeOnnx'
import type { LoweringTarget } from '../graph/lowering/target'
import type { DeviceTensor } from '../tensor/deviceTensor'
import type { IntTensor, Tensor } from '../tensor/tensor'
import type { ByteSource } from '../weights/byteSource'
import type { ForeignRuntime } from './foreignRuntime'

/** The inputs of a run by name, exactly those that the model has. */
export type Feeds = Readonly<Record<string, Tensor | IntTensor | DeviceTensor>>

/** A model that is loaded. Runs of all sessions of a backend wait for one another. */
export interface Session {
  /** Names of the inputs that a run is given: those that some output needs. */
  readonly inputs: readonly string[]
  /**
   * Runs the model; the outputs are in memory of the caller's own.
   * @throws RangeError when `feeds` do not fit the model, PalimpsestError('device') when the run fails.
   */
  run(feeds: Feeds): Promise<ReadonlyMap<string, Tensor>>
  /** As `run`, of a backend that `keepsOutputs`; the outputs stay on the device, where other sessions may be fed with them. */
  runOnDevice?(feeds: Feeds): Promise<ReadonlyMap<string, DeviceTensor>>
  /** Gives the weights' memory back, once the runs that were asked for are done. */
  release(): Promise<void>
}

export interface Backend {
  readonly name: 'webgpu' | 'wasm' | 'node'
  readonly description: {
    /** "WebGPU on SwiftShader, float32, fused kernels" */
    readonly description: Message
    /** Why WebGPU does not run, in one sentence, if it does not. */
    readonly whyNotWebGpu?: Message
  }
  /** What graphs have to be lowered for. */
  readonly target: LoweringTarget
  /** Whether its sessions have `runOnDevice`: where all memory is the CPU's, there is nothing to save. */
  readonly keepsOutputs?: boolean
  /** Bytes that one tensor inside of a network may take. */
  readonly largestTensor: number
  /**
   * `signal` ends a download that the model still waits for.
   * @throws PalimpsestError('device') when the model cannot be loaded, for want of memory say; 'cancelled'.
   */
  createSession(model: OnnxModel, signal?: AbortSignal): Promise<Session>
  /** Begins to read files of weights that sessions will want in a moment, all at once. Large ones are left alone. */
  readAhead?(files: readonly ByteSource[]): void
  /** For models that another library builds and feeds. */
  readonly foreign: ForeignRuntime
  /** Resolves with the reason when the device is lost; then nothing runs on this backend any more. */
  readonly lost?: Promise<string>
  /** Loses the device, as a driver reset would. */
  destroyDevice?(): void
  /** Releases every session. The backend must not be used afterwards. */
  dispose(): Promise<void>
}
