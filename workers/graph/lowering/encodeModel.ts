// An ONNX model as protobuf bytes. The only file that knows the protobuf packages.
import { create, toBinary } from '@bufbuild/protobuf'
import type { MessageInitShape } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
} from 'onnx-buf'
import type { AttributeProtoSchema, TensorProtoSchema, ValueInfoProtoSchema } from 'onnx-buf'

export type ElementType =
  'float64' | 'float32' | 'float16' | 'bfloat16' | 'float8e4m3' | 'float8e5m2' | 'int32' | 'int64'

/** A number or list of numbers is written as integers. */
export type OnnxAttribute =
  number | readonly number[] | string | { readonly float: number } | { readonly elementType: ElementType }

/** A node with one output, after which it is named. '' stands for an optional input that is left out. */
export interface OnnxNode {
  readonly type: string
  readonly domain: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes: Readonly<Record<string, OnnxAttribute>>
}

/** A tensor at the model's edge. */
export interface OnnxValue {
  readonly name: string
  readonly type: ElementType
  readonly shape: readonly number[]
}

export interface OnnxConstant extends OnnxValue {
  /** Row-major, little-endian. */
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A tensor in another file: `length` bytes from byte `offset` on. */
export interface OnnxExternal extends OnnxValue {
  readonly location: string
  readonly offset: number
  readonly length: number
}

export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[]
  readonly inputs: readonly OnnxValue[]
  readonly outputs: readonly OnnxValue[]
  readonly constants: readonly OnnxConstant[]
  readonly externals: readonly OnnxExternal[]
}

/** Versions that every ONNX Runtime we use accepts. Gelu came with operator set 20, of IR version 9. */
const IR_VERSION = 9n
const OPERATOR_SET = 20n

const DATA_TYPE = {
  float64: DataType.DOUBLE,
  float32: DataType.FLOAT,
  float16: DataType.FLOAT16,
  bfloat16: DataType.BFLOAT16,
  float8e4m3: DataType.FLOAT8E4M3FN,
  float8e5m2: DataType.FLOAT8E5M2,
  int32: DataType.INT32,
  int64: DataType.INT64,
} as const satisfies Record<ElementType, DataType>

/** The bytes of a `.onnx` file. */
export function encodeModel(graph: OnnxGraph): Uint8Array<ArrayBuffer> {
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    opsetImport: [
      { domain: '', version: OPERATOR_SET },
      { domain: 'com.microsoft', version: 1n },
    ],
    producerName: 'palimpsest',
    graph: {
      name: 'graph',
      node: graph.nodes.map(({ type, domain, inputs, output, attributes }) => ({
        name: output,
        opType: type,
        domain,
        input: [...inputs],
        output: [output],
        attribute: Object.entries(attributes).map(([name, value]) => attributeInit(name, value)),
      })),
      input: graph.inputs.map(valueInit),
      output: graph.outputs.map(valueInit),
      initializer: [...graph.constants.map(constantInit), ...graph.externals.map(externalInit)],
    },
  })
  return toBinary(ModelProtoSchema, model)
}

function attributeInit(name: string, value: OnnxAttribute): MessageInitShape<typeof AttributeProtoSchema> {
  if (typeof value === 'number') return { name, type: AttributeType.INT, i: BigInt(value) }
  if (typeof value === 'string')
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) }
  if ('float' in value) return { name, type: AttributeType.FLOAT, f: value.float }
  if ('elementType' in value)
    return { name, type: AttributeType.INT, i: BigInt(DATA_TYPE[value.elementType]) }
  return { name, type: AttributeType.INTS, ints: value.map(BigInt) }
}

const valueInit = ({ name, type, shape }: OnnxValue): MessageInitShape<typeof ValueInfoProtoSchema> => ({
  name,
  type: {
    value: {
      case: 'tensorType',
      value: {
        elemType: DATA_TYPE[type],
        shape: { dim: shape.map((extent) => ({ value: { case: 'dimValue', value: BigInt(extent) } })) },
      },
    },
  },
})

const constantInit = (constant: OnnxConstant): MessageInitShape<typeof TensorProtoSchema> => ({
  ...tensorInit(constant),
  rawData: constant.bytes,
})

const externalInit = (external: OnnxExternal): MessageInitShape<typeof TensorProtoSchema> => ({
  ...tensorInit(external),
  dataLocation: DataLocation.EXTERNAL,
  externalData: [
    { key: 'location', value: external.location },
    { key: 'offset', value: String(external.offset) },
    { key: 'length', value: String(external.length) },
  ],
})

const tensorInit = ({ name, type, shape }: OnnxValue) => ({
  name,
  dataType: DATA_TYPE[type],
  dims: shape.map(BigInt),
})
