// A graph as an ONNX model whose weights stay where they are: its initializers point into the safetensors files.
import { sizeOf } from '../../tensor/tensor'
import type { ByteSource } from '../../weights/byteSource'
import { isWeightType, type TensorEntry, type WeightType } from '../../weights/safetensors'
import type { Graph, Value } from '../graph'
import { Emitter } from './emitter'
import { encodeModel } from './encodeModel'
import type { ElementType, OnnxExternal, OnnxNode, OnnxValue } from './encodeModel'
import { liveNodes } from './liveNodes'
import type { LoweringTarget } from './target'

export interface OnnxModel {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** The files that the model points into, under the names by which it calls them. */
  readonly externalFiles: readonly { readonly location: string; readonly file: ByteSource }[]
  /**
   * Tensors that are to be converted before they are loaded, one after another under one name. For WebGPU all that are not of the
   * compute type, so that weights go from the file to the device; on wasm those that its builds have no kernel for. Otherwise ONNX
   * Runtime converts them, in memory of its own.
   */
  readonly converted?: {
    readonly location: string
    readonly tensors: readonly Conversion[]
  }
  /** The graph's inputs that some output needs; a run must be given exactly these. */
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  /** Bytes of the weights as they are stored; on wasm, whose memory holds them, as they are loaded. */
  readonly weightBytes: number
}

/** A weight, and the type that it is to be loaded as. */
export interface Conversion {
  readonly entry: TensorEntry
  readonly to: LoweringTarget['compute']
}

/**
 * Writes what the graph's outputs need, lowered for `target`; nodes, weights and inputs that no output needs are left out.
 * Inputs and outputs are float32 (token ids int32) whatever the target computes in. Takes time linear in the graph.
 * @throws RangeError when the graph has no outputs, or a weight is not stored as one of `WEIGHT_TYPES`.
 */
export function writeOnnx(graph: Graph, target: LoweringTarget): OnnxModel {
  if (graph.outputs.size === 0) throw new RangeError('The graph has no outputs: there is nothing to write.')
  const onnx = new Emitter(target)
  const weights = new ExternalWeights(target)
  const brain = target.provider === 'wasm' ? brainBytes(graph) : 0
  const inputs: OnnxValue[] = []
  const names = new Map<Value, string>()

  const nameOf = (value: Value): string => {
    const known = names.get(value)
    if (known !== undefined) return known
    const name = leafName(value)
    names.set(value, name)
    return name
  }
  const leafName = ({ origin, shape, type }: Value): string => {
    switch (origin.kind) {
      case 'constant':
        return onnx.floats(origin.data, shape)
      case 'weight': {
        const loaded = loadedAs(origin.entry, target, brain)
        const { name, type: from } = loaded
          ? weights.pointConverted(origin.entry, loaded)
          : weights.point(origin.entry)
        return onnx.cast(name, { from, to: target.compute })
      }
      case 'input': {
        const from = type === 'float' ? 'float32' : type
        inputs.push({ name: origin.name, type: from, shape })
        return type === 'float' ? onnx.cast(origin.name, { from, to: target.compute }) : origin.name
      }
      case 'node':
        throw new Error('A node was read before it was lowered.')
    }
  }

  for (const node of liveNodes(graph)) {
    const operands = node.inputs.map(nameOf)
    names.set(node.output, node.operator.lower(onnx, operands, node))
  }
  const results = new Map(
    [...graph.outputs].map(([name, value]) => [
      name,
      onnx.cast(nameOf(value), { from: target.compute, to: 'float32' }),
    ]),
  )
  const outputs = [...graph.outputs].map(([name, { shape }]): OnnxValue => ({ name, type: 'float32', shape }))
  return {
    bytes: encodeModel({
      nodes: nameOutputs(onnx.nodes, results),
      inputs,
      outputs,
      constants: onnx.constants,
      externals: weights.externals,
    }),
    externalFiles: weights.files,
    ...(weights.converted.length > 0 && {
      converted: { location: CONVERTED, tensors: weights.converted },
    }),
    inputs,
    outputs,
    weightBytes: weights.storedBytes,
  }
}

/** Renames the nodes' results that are outputs; what is no node's, or named twice, goes through an Identity. */
function nameOutputs(nodes: readonly OnnxNode[], results: ReadonlyMap<string, string>): OnnxNode[] {
  const renamed = new Map<string, string>()
  const identities: OnnxNode[] = []
  const produced = new Set(nodes.map((node) => node.output))
  for (const [name, result] of results) {
    if (produced.has(result) && !renamed.has(result)) renamed.set(result, name)
    else
      identities.push({
        type: 'Identity',
        domain: '',
        inputs: [renamed.get(result) ?? result],
        output: name,
        attributes: {},
      })
  }
  const rename = (name: string): string => renamed.get(name) ?? name
  const kept = nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(rename),
    output: rename(node.output),
  }))
  return [...kept, ...identities]
}

/** No file of weights is called so. */
const CONVERTED = 'converted weights'

const BYTES = { float32: 4, float16: 2 } as const

const STORED: Readonly<Record<WeightType, ElementType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  F8_E4M3: 'float8e4m3',
  F8_E5M2: 'float8e5m2',
}

/** @throws RangeError when it is none that networks are computed in. */
function storedType({ key, dtype }: TensorEntry): ElementType {
  if (!isWeightType(dtype)) throw new RangeError(`The weight "${key}" is stored as ${dtype}.`)
  return STORED[dtype]
}

/** Bytes of weights in bfloat16 above which wasm loads them in half precision. */
const LARGE = 2 ** 28

/** Bytes of the weights in bfloat16 that the outputs need. */
function brainBytes(graph: Graph): number {
  const entries = new Set(
    liveNodes(graph).flatMap(({ inputs }) =>
      inputs.flatMap(({ origin }) => (origin.kind === 'weight' ? [origin.entry] : [])),
    ),
  )
  return [...entries]
    .filter(({ dtype }) => dtype === 'BF16')
    .reduce((sum, { byteLength }) => sum + byteLength, 0)
}

/**
 * The type that a weight is converted to before it is loaded. The builds for browsers cast on the CPU from float32 and float16 alone.
 * Half precision holds every number of fp8, and those of bfloat16 between 6e-8 and 65504 with an error below 3e-8: for large networks,
 * which wasm could not hold in float32.
 */
function loadedAs(
  { dtype }: TensorEntry,
  { provider, compute }: LoweringTarget,
  brain: number,
): LoweringTarget['compute'] | undefined {
  if (provider === 'webgpu') return compute
  if (provider === 'node' || dtype === 'F32' || dtype === 'F16') return undefined
  if (dtype === 'F64') return 'float32'
  return dtype === 'BF16' && brain <= LARGE ? 'float32' : 'float16'
}

/** The initializers that point into safetensors files, each tensor and each file once. */
class ExternalWeights {
  constructor(private readonly target: LoweringTarget) {}

  private readonly byEntry = new Map<TensorEntry, OnnxExternal>()
  private readonly locations = new Map<ByteSource, string>()
  private readonly taken = new Set<string>([CONVERTED])
  private convertedBytes = 0

  /** In the order in which they follow one another. */
  readonly converted: Conversion[] = []

  get storedBytes(): number {
    return [...this.byEntry].reduce(
      (sum, [entry, { length }]) => sum + (this.target.provider === 'wasm' ? length : entry.byteLength),
      0,
    )
  }

  get externals(): OnnxExternal[] {
    return [...this.byEntry.values()]
  }

  get files(): OnnxModel['externalFiles'] {
    return [...this.locations].map(([file, location]) => ({ location, file }))
  }

  point(entry: TensorEntry): OnnxExternal {
    const known = this.byEntry.get(entry)
    if (known) return known
    const external: OnnxExternal = {
      name: this.unique(entry.key),
      type: storedType(entry),
      shape: entry.shape,
      location: this.locationOf(entry.file),
      offset: entry.start,
      length: entry.byteLength,
    }
    this.byEntry.set(entry, external)
    return external
  }

  /** The weight as it will be once it is converted. */
  pointConverted(entry: TensorEntry, to: LoweringTarget['compute']): OnnxExternal {
    if (storedType(entry) === to) return this.point(entry)
    const known = this.byEntry.get(entry)
    if (known) return known
    const length = sizeOf(entry.shape) * BYTES[to]
    const external: OnnxExternal = {
      name: this.unique(entry.key),
      type: to,
      shape: entry.shape,
      location: CONVERTED,
      offset: this.convertedBytes,
      length,
    }
    this.convertedBytes += length
    this.converted.push({ entry, to })
    this.byEntry.set(entry, external)
    return external
  }

  /** A file's name without folders: ONNX Runtime looks for external data beside the model. */
  private locationOf(file: ByteSource): string {
    const known = this.locations.get(file)
    if (known !== undefined) return known
    const name = file.name.replace(/^.*[\\/]/, '')
    const location = this.unique(name.replaceAll(/[^\w.-]+/g, '.'))
    this.locations.set(file, location)
    return location
  }

  private unique(name: string): string {
    let result = name
    for (let count = 2; this.taken.has(result); count += 1) result = `${count}.${name}`
    this.taken.add(result)
    return result
  }
}
