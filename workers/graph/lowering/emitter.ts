// What operators lower themselves onto: a growing list of ONNX nodes and inline constants. Tensors go by name; shapes are
// known from the graph, so the ONNX graph holds no shape arithmetic (on WebGPU, int64 would run on the CPU).
import { sizeOf } from '../../tensor/tensor'
import type { ElementType, OnnxAttribute, OnnxConstant, OnnxNode } from './encodeModel'
import { float16FromFloat32, MAX_FLOAT16 } from './float16FromFloat32'
import type { LoweringTarget } from './target'

/** Kernels of ONNX Runtime that are not part of ONNX. */
export const MICROSOFT = 'com.microsoft'

/** What all views of one emission share. */
interface Emission {
  readonly nodes: OnnxNode[]
  readonly constants: Map<string, OnnxConstant>
  /** For each result of a Cast, what was cast. */
  readonly castSources: Map<string, { readonly name: string; readonly type: ElementType }>
  readonly casts: Map<string, string>
  /** For each result of a Reshape, what was reshaped. */
  readonly reshapeSources: Map<string, string>
  readonly reshapes: Map<string, string>
}

export class Emitter {
  constructor(
    readonly target: LoweringTarget,
    private readonly emission: Emission = {
      nodes: [],
      constants: new Map(),
      castSources: new Map(),
      casts: new Map(),
      reshapeSources: new Map(),
      reshapes: new Map(),
    },
  ) {}

  get nodes(): readonly OnnxNode[] {
    return this.emission.nodes
  }

  get constants(): readonly OnnxConstant[] {
    return [...this.emission.constants.values()]
  }

  /** Emits one node and names its only output; '' and undefined stand for an optional input that is left out. */
  node(
    type: string,
    inputs: readonly (string | undefined)[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
    domain = '',
  ): string {
    const output = `${type}_${this.emission.nodes.length}`
    this.emission.nodes.push({ type, domain, inputs: inputs.map((name) => name ?? ''), output, attributes })
    return output
  }

  /** A constant in the compute type. Float16 has no number above 65504: larger ones, as masks hold, become that. */
  floats(values: Float32Array | readonly number[], shape: readonly number[]): string {
    if (this.target.compute === 'float32') return this.constant('float32', shape, Float32Array.from(values))
    const clipped = Array.from(values, (value) => Math.max(-MAX_FLOAT16, Math.min(MAX_FLOAT16, value)))
    return this.constant('float16', shape, Uint16Array.from(clipped, float16FromFloat32))
  }

  scalar(value: number): string {
    return this.floats([value], [])
  }

  /** A list of int64, which ONNX wants for shapes, axes and sizes. */
  ints(values: readonly number[]): string {
    return this.constant('int64', [values.length], BigInt64Array.from(values, BigInt))
  }

  /** Reshapes, once for each tensor and shape; of one that was reshaped before, what it was made of. */
  reshape(x: string, shape: readonly number[]): string {
    const { reshapes, reshapeSources } = this.emission
    const source = reshapeSources.get(x) ?? x
    const key = `${source} ${shape.join(' ')}`
    const known = reshapes.get(key)
    if (known !== undefined) return known
    const result = this.node('Reshape', [source, this.ints(shape)])
    reshapes.set(key, result)
    reshapeSources.set(result, source)
    return result
  }

  transpose(x: string, permutation: readonly number[]): string {
    return this.node('Transpose', [x], { perm: permutation })
  }

  /** `count` zeros behind the elements of one axis. */
  padEnd(x: string, { axis, rank, count }: { axis: number; rank: number; count: number }): string {
    const ends = Array.from({ length: rank }, (_, index) => (index === axis ? count : 0))
    return this.node('Pad', [x, this.ints([...ends.map(() => 0), ...ends])], { mode: 'constant' })
  }

  /** Casts, once for each tensor and type; a cast there and back again is the tensor itself. */
  cast(x: string, types: { readonly from: ElementType; readonly to: ElementType }): string {
    if (types.from === types.to) return x
    const source = this.emission.castSources.get(x)
    if (source?.type === types.to) return source.name
    const key = `${x} ${types.to}`
    const known = this.emission.casts.get(key)
    if (known !== undefined) return known
    const result = this.node('Cast', [x], { to: { elementType: types.to } })
    this.emission.casts.set(key, result)
    this.emission.castSources.set(result, { name: x, type: types.from })
    return result
  }

  /**
   * Emits in float32 what would lose its meaning in float16 (sums over many elements, exponentials): `body` gets the inputs
   * in float32 and an emitter that computes in it. In float32 it is a plain call.
   */
  inFloat32<Inputs extends readonly string[]>(
    inputs: Inputs,
    body: (onnx: Emitter, inputs: { readonly [I in keyof Inputs]: string }) => string,
  ): string {
    const { compute } = this.target
    if (compute === 'float32') return body(this, inputs as { readonly [I in keyof Inputs]: string })
    const wide = new Emitter({ ...this.target, compute: 'float32' }, this.emission)
    const casts = inputs.map((x) => (x === '' ? x : this.cast(x, { from: compute, to: 'float32' })))
    const result = body(wide, casts as { readonly [I in keyof Inputs]: string })
    return this.cast(result, { from: 'float32', to: compute })
  }

  /** Equal constants are written once. */
  private constant(
    type: ElementType,
    shape: readonly number[],
    data: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>,
  ): string {
    const { constants } = this.emission
    const small = sizeOf(shape) <= 64
    const key = small ? `${type} ${shape.join(',')} ${data.join(',')}` : `large ${constants.size}`
    const known = constants.get(key)
    if (known) return known.name
    const name = `constant_${constants.size}`
    constants.set(key, { name, type, shape, bytes: new Uint8Array(data.buffer) })
    return name
  }
}
