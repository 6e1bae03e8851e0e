// The safetensors format (huggingface.co/docs/safetensors): 8 bytes N, little-endian; N bytes of JSON that give each tensor
// its dtype, shape and place; then the tensors' bytes, row-major, little-endian, without holes.
import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource } from './byteSource'
import { float32FromBfloat16, float32FromFloat16 } from './float16'
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

/** A dtype of the format. Those that `readTensor` widens are F32, F16 and BF16. */
export type StoredType = keyof typeof BITS

/** Where one tensor lies. */
export interface TensorEntry {
  readonly key: string
  readonly dtype: StoredType
  readonly shape: readonly number[]
  readonly file: ByteSource
  /** Offset in bytes from the beginning of the file. */
  readonly start: number
  readonly byteLength: number
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

const AGAIN =
  'The file is damaged or was not written by a safetensors library: get it again from its publisher.'

/** The tensors that the header of a safetensors file describes; see `readSafetensors`. */
export const readHeader = async (file: ByteSource): Promise<TensorIndex> =>
  (await readSafetensors(file)).tensors

/**
 * Reads the header of a safetensors file; no tensor is read. Every claim of the header is held against the format and the
 * file's size, so that each entry can be read as it stands and every byte belongs to exactly one tensor.
 * @throws PalimpsestError('weights') that names the file, and the key where one is at fault.
 */
export async function readSafetensors(file: ByteSource): Promise<SafetensorsFile> {
  const fail = (message: string, hint = AGAIN): never => {
    throw new PalimpsestError('weights', message, hint)
  }
  const name = `"${file.name}"`
  if (file.size < 8) fail(`${name} has ${file.size} bytes, too few for a safetensors file.`)
  const length = await file.read(0, 8)
  const headerBytes = Number(new DataView(length.buffer, length.byteOffset).getBigUint64(0, true))
  if (headerBytes > file.size - 8 || headerBytes > MAX_HEADER_BYTES || headerBytes < 2)
    fail(
      `${name} announces a header of ${headerBytes} bytes, which does not fit its ${file.size} bytes.`,
      'It is not a safetensors file, or its download was cut short: get it again.',
    )
  const header = await file.read(8, 8 + headerBytes)
  if (header[0] !== 0x7b)
    fail(`The header of ${name} does not begin with "{".`, 'It is not a safetensors file.')

  const dataStart = 8 + headerBytes
  const entries: TensorEntry[] = []
  let metadata: SafetensorsFile['metadata'] = {}
  for (const [key, claim] of Object.entries(parseHeader(file, header))) {
    if (key === '__metadata__') metadata = metadataOf(file, claim)
    else entries.push(entryOf({ file, key, claim, dataStart }))
  }
  checkCover(file, entries, dataStart)
  return { tensors: new Map(entries.map((entry) => [entry.key, entry])), metadata }
}

function parseHeader(file: ByteSource, header: Uint8Array): Record<string, unknown> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(header)
    // The first character is "{", so what parses is an object.
    return parseJson(text, { numbers: 'whole' }) as Record<string, unknown>
  } catch (cause) {
    const what = cause instanceof JsonError ? `has ${cause.message}` : 'is not UTF-8 text'
    throw new PalimpsestError('weights', `The header of "${file.name}" ${what}.`, AGAIN, { cause })
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function metadataOf(file: ByteSource, claim: unknown): SafetensorsFile['metadata'] {
  // The reference reader takes null for nothing.
  if (claim === null) return {}
  const isText = (value: unknown) => typeof value === 'string'
  if (isRecord(claim) && Object.values(claim).every(isText)) return claim as SafetensorsFile['metadata']
  throw new PalimpsestError('weights', `The "__metadata__" of "${file.name}" is not a map of strings.`, AGAIN)
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** One entry of the header, checked by itself: its fields, and its bytes against dtype and shape. */
function entryOf(of: { file: ByteSource; key: string; claim: unknown; dataStart: number }): TensorEntry {
  const { file, key, claim, dataStart } = of
  const fail = (what: string, hint = AGAIN): never => {
    throw new PalimpsestError('weights', `The tensor "${key}" of "${file.name}" ${what}.`, hint)
  }
  if (!isRecord(claim)) return fail('is not described by an object')
  // Further fields mean nothing, to the reference reader too.
  const { dtype, shape, data_offsets: offsets } = claim
  if (typeof dtype !== 'string' || !Object.hasOwn(BITS, dtype))
    return fail(
      `has the dtype ${JSON.stringify(dtype)}, which the format does not know`,
      'Save the weights as float32, float16 or bfloat16.',
    )
  const stored = dtype as StoredType
  if (!Array.isArray(shape) || !shape.every(isWhole)) return fail('has a shape that is not a list of sizes')
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isWhole))
    return fail('has "data_offsets" that are not two positions')
  const [start, end] = offsets as [number, number]
  if (end < start) fail(`ends at byte ${end}, before its start at ${start}`)
  if (end > file.size - dataStart)
    fail(
      `ends at byte ${end} of the data, of which the file has ${file.size - dataStart}`,
      'The file was cut short, perhaps by a broken download: get it again.',
    )
  // In BigInt: the product of a lying shape may pass 2^53, and then rounding could make it fit.
  const bits = shape.reduce((product: bigint, extent) => product * BigInt(extent), BigInt(BITS[stored]))
  if (bits !== BigInt(end - start) * 8n)
    fail(`has ${end - start} bytes, which its shape [${shape.join(', ')}] in ${stored} does not fill`)
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
    if (entry.start !== end)
      throw new PalimpsestError(
        'weights',
        `The tensor "${entry.key}" of "${file.name}" ${entry.start < end ? 'overlaps the one before it' : 'leaves a hole before it'}.`,
        AGAIN,
      )
    end += entry.byteLength
  }
  if (end !== file.size)
    throw new PalimpsestError(
      'weights',
      `"${file.name}" has ${file.size - end} bytes after its last tensor that belong to none.`,
      AGAIN,
    )
}

/**
 * The numbers of a tensor, row-major, as float32: exact for F32, F16 and BF16.
 * @throws PalimpsestError('weights') for any other dtype, and when the file can no longer be read.
 */
export async function readTensor(entry: TensorEntry): Promise<Float32Array<ArrayBuffer>> {
  const { dtype, file, start, byteLength } = entry
  if (dtype !== 'F32' && dtype !== 'F16' && dtype !== 'BF16')
    throw new PalimpsestError(
      'weights',
      `The tensor "${entry.key}" of "${file.name}" is stored as ${dtype}, which cannot be used as weights.`,
      'Save the weights as float32, float16 or bfloat16.',
    )
  // Every platform with WebGPU, and every one that Node runs on here, is little-endian like the file.
  const { buffer, byteOffset } = aligned(await file.read(start, start + byteLength))
  if (dtype === 'F32') return new Float32Array(buffer, byteOffset, byteLength / 4)
  const halves = new Uint16Array(buffer, byteOffset, byteLength / 2)
  return dtype === 'F16' ? float32FromFloat16(halves) : float32FromBfloat16(halves)
}

const aligned = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
