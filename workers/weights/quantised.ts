// Weights that mean nothing without a scale or a table beside them: told by what lies beside them, or by their type.
import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'
import { isWeightType, type TensorIndex } from './safetensors'

/** By a key that only they have. */
const KINDS = [
  [/\.quant_state\.bitsandbytes__|\.weight\.(?:absmax|quant_map|nested_absmax)$/, messages.bitsAndBytes4],
  [/\.SCB$|\.weight_format$/, messages.bitsAndBytes8],
  [/(?:^|\.)scaled_fp8$|\.(?:scale_weight|weight_scale|weight_scale_2|comfy_quant)$/, messages.scaledByLayer],
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
