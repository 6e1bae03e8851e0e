// Weights that mean nothing without a scale or a table beside them: told by what lies beside them, or by their type. Those in fp8 with
// one scale for each layer are read with it.
import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'
import { isWeightType, type TensorEntry, type TensorIndex } from './safetensors'

/** By a key that only they have. */
const KINDS = [
  [/\.quant_state\.bitsandbytes__|\.weight\.(?:absmax|quant_map|nested_absmax)$/, messages.bitsAndBytes4],
  [/\.SCB$|\.weight_format$/, messages.bitsAndBytes8],
  [/(?:^|\.)scaled_fp8$|\.(?:scale_weight|weight_scale|weight_scale_2|comfy_quant)$/, messages.scalesBeside],
  [/\.weight\._(?:data|scale)$/, messages.quanto],
  [/\.(?:qweight|qzeros)$/, messages.gptq],
] as const

/** @throws PalimpsestError('weights') that says how the weights of a file are stored, where only another program can read them. */
export function refuseQuantised(tensors: TensorIndex, file: string): void {
  const keys = [...tensors.keys()]
  const kind = KINDS.find(([pattern]) => keys.some((key) => pattern.test(key)))?.[1]
  if (kind) throw new PalimpsestError(messages.quantised({ file, kind: kind() }))
  for (const { key, dtype } of tensors.values())
    if (/(?:^|[._])weight$/.test(key) && !isWeightType(dtype))
      throw new PalimpsestError(messages.notWeights({ key, file, dtype }))
}

/** One number that a layer's weight in fp8 is multiplied by (ComfyUI's scaled fp8, under its older name and its later one). */
const SCALES = ['scale_weight', 'weight_scale'] as const

/** Beside a scaled weight: the scale of a layer's input, for products in fp8, and marks of the format. */
const BESIDE = /(?:^|\.)scaled_fp8$|\.(?:scale_input|input_scale|comfy_quant)$/

/**
 * The weights of a file, those in fp8 with the scales that lie beside them.
 * @throws PalimpsestError('weights') as `refuseQuantised` does: of blocks of a layer that have a scale each, too
 */
export async function readScales(tensors: TensorIndex, file: string): Promise<TensorIndex> {
  const scaleOf = new Map<string, TensorEntry>()
  for (const [key, { dtype }] of tensors) {
    if (!key.endsWith('.weight') || !dtype.startsWith('F8_E')) continue
    const scale = SCALES.map((end) => tensors.get(key.replace(/weight$/, end))).find((one) => one)
    if (scale?.dtype === 'F32' && scale.byteLength === 4) scaleOf.set(key, scale)
  }
  if (scaleOf.size === 0) {
    refuseQuantised(tensors, file)
    return tensors
  }
  const numbers = await readFloats([...scaleOf.values()])
  const used = new Set([...scaleOf.values()].map(({ key }) => key))
  const left = new Map<string, TensorEntry>()
  for (const [key, entry] of tensors) {
    if (used.has(key) || BESIDE.test(key)) continue
    const scale = numbers.get(scaleOf.get(key)?.key ?? '')
    left.set(key, scale === undefined ? entry : { ...entry, scale })
  }
  refuseQuantised(left, file)
  return left
}

/** Bytes of a file within which single numbers are read together. */
const TOGETHER = 2 ** 20

/** The one float32 of each entry, by key. There may be hundreds in a file that is far away. */
async function readFloats(entries: readonly TensorEntry[]): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>()
  const left = entries.toSorted((a, b) => a.start - b.start)
  while (left.length > 0) {
    const { file, start } = left[0]!
    const count = left.findIndex((one) => one.file !== file || one.start - start >= TOGETHER)
    const group = left.splice(0, count === -1 ? left.length : count)
    const bytes = await file.read(start, group.at(-1)!.start + 4)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    for (const one of group) numbers.set(one.key, view.getFloat32(one.start - start, true))
  }
  return numbers
}
