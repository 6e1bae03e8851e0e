// The safetensors format (huggingface.co/docs/safetensors): 8 bytes N, little-endian; N bytes of JSON that give each tensor
// its dtype, shape and place; then the tensors' bytes, row-major, little-endian, without holes.
import { PalimpsestError } from '../../src/shared/errors'
import { isRecord } from '../../src/shared/isRecord'
import type { ByteSource } from './byteSource'
import { float32FromBfloat16, float32FromFloat16 } from './float16'
import { float32FromFloat8 } from './float8'
import { messages } from './messages'
import { refuseOtherFormats } from './notSafetensors'
import { JsonError, parseJson } from './parseJson'

/** Bits of one element, for every dtype of the format (safetensors 0.8). */
const BITS = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  BOOL: 8,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
} as const

/** A dtype of the format. */
export type StoredType = keyof typeof BITS

/** Those whose numbers are weights as they stand. Whole numbers mean something only with a scale. */
export const WEIGHT_TYPES = [
  'F64',
  'F32',
  'F16',
  'BF16',
  'F8_E4M3',
  'F8_E5M2',
] as const satisfies StoredType[]

export type WeightType = (typeof WEIGHT_TYPES)[number]

export const isWeightType = (dtype: StoredType): dtype is WeightType =>
  (WEIGHT_TYPES as readonly StoredType[]).includes(dtype)

/** Where one tensor lies. */
export interface TensorEntry {
  readonly key: string
  readonly dtype: StoredType
  readonly shape: readonly number[]
  readonly file: ByteSource
  /** Offset in bytes from the beginning of the file. */
  readonly start: number
  readonly byteLength: number
  /** The numbers that are stored, times this, are the weights (scaled fp8). */
  readonly scale?: number
}

/** The tensors of a network by key, in the order of their headers. */
export type TensorIndex = ReadonlyMap<string, TensorEntry>

/** A safetensors file: its tensors, and what its writer said of them. */
export interface SafetensorsFile {
  readonly tensors: TensorIndex
  /** `__metadata__`, such as how a LoRA was trained. */
  readonly metadata: Readonly<Record<string, string>>
}

/** The format's own limit. */
const MAX_HEADER_BYTES = 100_000_000

/** The tensors that the header of a safetensors file describes; see `readSafetensors`. */
export const readHeader = async (file: ByteSource): Promise<TensorIndex> =>
  (await readSafetensors(file)).tensors

/**
 * Reads the header of a safetensors file; no tensor is read. Every claim of the header is held against the format and the
 * file's size, so that each entry can be read as it stands and every byte belongs to exactly one tensor.
 * @throws PalimpsestError('weights') that names the file, and the key where one is at fault.
 */
export async function readSafetensors(file: ByteSource): Promise<SafetensorsFile> {
  const { name } = file
  if (file.size < 8) {
    await refuseOtherFormats(file)
    throw new PalimpsestError(messages.tooShort({ name, bytes: file.size }))
  }
  const length = await file.read(0, 8)
  const headerBytes = Number(new DataView(length.buffer, length.byteOffset).getBigUint64(0, true))
  if (headerBytes > file.size - 8 || headerBytes > MAX_HEADER_BYTES || headerBytes < 2) {
    await refuseOtherFormats(file)
    throw new PalimpsestError(messages.headerTooLong({ name, headerBytes, bytes: file.size }))
  }
  const header = await file.read(8, 8 + headerBytes)
  // Blanks may stand before it, as before any JSON.
  if (header.find((byte) => ![0x20, 0x09, 0x0a, 0x0d].includes(byte)) !== 0x7b)
    throw new PalimpsestError(messages.headerNotJson({ name }))

  const dataStart = 8 + headerBytes
  const entries: TensorEntry[] = []
  let metadata: SafetensorsFile['metadata'] = {}
  const twice: FieldsTwice = new Map()
  for (const [key, claim] of Object.entries(parseHeader(file, header, twice))) {
    if (key === '__metadata__') metadata = metadataOf(file, claim)
    else entries.push(entryOf({ file, key, claim, twice, dataStart }))
  }
  checkCover(file, entries, dataStart)
  return { tensors: new Map(entries.map((entry) => [entry.key, entry])), metadata }
}

/** Objects of the header with the keys that they have more than once. */
type FieldsTwice = Map<unknown, readonly string[]>

function parseHeader(file: ByteSource, header: Uint8Array, twice: FieldsTwice): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header)
    // The first character is "{", so what parses is an object.
    return parseJson(text, 'header', (object, keys) => twice.set(object, keys)) as Record<string, unknown>
  } catch (cause) {
    const { name } = file
    throw new PalimpsestError(
      cause instanceof JsonError
        ? messages.headerHas({ name, problem: cause.problem })
        : messages.headerNotUtf8({ name }),
      { cause },
    )
  }
}

function metadataOf(file: ByteSource, claim: unknown): SafetensorsFile['metadata'] {
  // The reference reader takes null for nothing.
  if (claim === null) return {}
  const isText = (value: unknown) => typeof value === 'string'
  if (isRecord(claim) && Object.values(claim).every(isText)) return claim as SafetensorsFile['metadata']
  throw new PalimpsestError(messages.metadataNotStrings({ name: file.name }))
}

const isPosition = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** One past 2^53 may be rounded: it is that of an empty tensor, or fills no file. */
const isExtent = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

/**
 * What the header says of a tensor. The reference reader takes its three fields in their order too, without names, and the dtype as
 * an object of that name (both are ways to write a Rust struct and enum with serde).
 */
function fieldsOf(claim: unknown): Record<string, unknown> | undefined {
  const [dtype, shape, data_offsets] = Array.isArray(claim) ? (claim as unknown[]) : []
  const fields = Array.isArray(claim) && claim.length === 3 ? { dtype, shape, data_offsets } : claim
  if (!isRecord(fields)) return undefined
  const named = isRecord(fields['dtype']) ? Object.entries(fields['dtype']) : []
  return named.length === 1 && named[0]![1] === null ? { ...fields, dtype: named[0]![0] } : fields
}

const FIELDS: readonly string[] = ['dtype', 'shape', 'data_offsets']

/** One entry of the header, checked by itself: its fields, and its bytes against dtype and shape. */
function entryOf(of: {
  file: ByteSource
  key: string
  claim: unknown
  twice: FieldsTwice
  dataStart: number
}): TensorEntry {
  const { file, key, claim, twice, dataStart } = of
  const at = { key, file: file.name }
  const fields = fieldsOf(claim)
  if (!fields) throw new PalimpsestError(messages.notDescribed(at))
  // Which of two would be meant? The reference reader refuses this too, though of two tensors of one name it takes the last.
  const unclear = [twice.get(claim), isRecord(claim) && twice.get(claim['dtype']) && ['dtype']]
    .flatMap((keys) => keys || [])
    .find((field) => FIELDS.includes(field))
  if (unclear !== undefined) throw new PalimpsestError(messages.fieldTwice({ ...at, field: unclear }))
  // Further fields mean nothing, to the reference reader too.
  const { dtype, shape, data_offsets: offsets } = fields
  if (typeof dtype !== 'string' || !Object.hasOwn(BITS, dtype))
    throw new PalimpsestError(messages.unknownType({ ...at, dtype: JSON.stringify(dtype) }))
  const stored = dtype as StoredType
  if (!Array.isArray(shape) || !shape.every(isExtent)) throw new PalimpsestError(messages.shapeNotSizes(at))
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isPosition))
    throw new PalimpsestError(messages.offsetsNotPositions(at))
  const [start, end] = offsets as [number, number]
  if (end < start) throw new PalimpsestError(messages.endsBeforeStart({ ...at, end, start }))
  if (end > file.size - dataStart)
    throw new PalimpsestError(messages.endsBeyondFile({ ...at, end, bytes: file.size - dataStart }))
  // In BigInt: the product of a lying shape may pass 2^53, and then rounding could make it fit.
  const bits = shape.reduce((product: bigint, extent) => product * BigInt(extent), BigInt(BITS[stored]))
  if (bits !== BigInt(end - start) * 8n)
    throw new PalimpsestError(
      messages.shapeNotFilled({ ...at, bytes: end - start, shape: shape.join(', '), dtype: stored }),
    )
  return {
    key,
    dtype: stored,
    shape: Object.freeze(shape),
    file,
    start: dataStart + start,
    byteLength: end - start,
  }
}

/** The tensors must follow one another without overlap or hole, from the header's end to the file's. */
function checkCover(file: ByteSource, entries: readonly TensorEntry[], dataStart: number): void {
  const ordered = [...entries].sort((a, b) => a.start - b.start || a.byteLength - b.byteLength)
  let end = dataStart
  for (const entry of ordered) {
    const at = { key: entry.key, file: file.name }
    if (entry.start < end) throw new PalimpsestError(messages.overlaps(at))
    if (entry.start > end) throw new PalimpsestError(messages.leavesHole(at))
    end += entry.byteLength
  }
  if (end !== file.size)
    throw new PalimpsestError(messages.bytesLeftOver({ file: file.name, bytes: file.size - end }))
}

/**
 * The numbers of a tensor, row-major, as float32: exact for all of `WEIGHT_TYPES` but F64, which is rounded, and those with a scale.
 * @throws PalimpsestError('weights') for any other dtype, and when the file can no longer be read.
 */
export async function readTensor(entry: TensorEntry): Promise<Float32Array<ArrayBuffer>> {
  const stored = await readStored(entry)
  const { scale } = entry
  return scale === undefined ? stored : stored.map((value) => value * scale)
}

async function readStored(entry: TensorEntry): Promise<Float32Array<ArrayBuffer>> {
  const { dtype, file, start, byteLength } = entry
  if (!isWeightType(dtype))
    throw new PalimpsestError(messages.notWeights({ key: entry.key, file: file.name, dtype }))
  // Every platform with WebGPU, and every one that Node runs on here, is little-endian like the file.
  const bytes = aligned(await file.read(start, start + byteLength))
  const { buffer, byteOffset } = bytes
  switch (dtype) {
    case 'F64':
      return Float32Array.from(new Float64Array(buffer, byteOffset, byteLength / 8))
    case 'F32':
      return new Float32Array(buffer, byteOffset, byteLength / 4)
    case 'F16':
      return float32FromFloat16(new Uint16Array(buffer, byteOffset, byteLength / 2))
    case 'BF16':
      return float32FromBfloat16(new Uint16Array(buffer, byteOffset, byteLength / 2))
    case 'F8_E4M3':
    case 'F8_E5M2':
      return float32FromFloat8(bytes, dtype)
  }
}

const aligned = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes)

/** How a DataView reads a whole number. */
const WHOLE = {
  I64: (view: DataView) => Number(view.getBigInt64(0, true)),
  U64: (view: DataView) => Number(view.getBigUint64(0, true)),
  I32: (view: DataView) => view.getInt32(0, true),
  U32: (view: DataView) => view.getUint32(0, true),
  I16: (view: DataView) => view.getInt16(0, true),
  U16: (view: DataView) => view.getUint16(0, true),
  I8: (view: DataView) => view.getInt8(0),
  U8: (view: DataView) => view.getUint8(0),
} as const

/**
 * The first number of a tensor, which may be a whole one too, as LoRA's alpha; undefined where it is empty.
 * @throws PalimpsestError('weights') as `readTensor` does
 */
export async function readNumber(entry: TensorEntry): Promise<number | undefined> {
  const { dtype, file, start, byteLength } = entry
  if (byteLength === 0 || !Object.hasOwn(WHOLE, dtype)) return (await readTensor(entry))[0]
  const bytes = new Uint8Array(await file.read(start, start + byteLength))
  return WHOLE[dtype as keyof typeof WHOLE](new DataView(bytes.buffer))
}
