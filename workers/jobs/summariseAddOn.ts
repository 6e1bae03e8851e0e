import type { AddOnSummary } from '../../src/shared/protocol/summaries'
import type { AddOn } from '../models/addOns/addOn'

/** What the page shows of an add-on. */
export function summariseAddOn(id: string, addOn: AddOn): AddOnSummary {
  const { label, kind, parameterCount, bytes, textWidth, hash, triggerWords } = addOn
  return {
    id,
    label,
    kind,
    parameters: parameterCount,
    bytes,
    ...(textWidth !== undefined && { textWidth }),
    ...(hash !== undefined && { hash }),
    triggerWords,
    parts: partsOf(addOn),
    ...(isOtherThanLora(addOn) && { isOtherThanLora: true }),
  }
}

const isOtherThanLora = (addOn: AddOn): boolean =>
  addOn.kind === 'lora' &&
  addOn.differences.some(({ difference: { kind, of } }) => kind !== 'product' || 'whole' in of)

function partsOf(addOn: AddOn): AddOnSummary['parts'] {
  if (addOn.kind === 'embedding' || addOn.kind === 'vae' || addOn.kind === 'preview-decoder') return []
  if ('replacements' in addOn) return ['unet']
  const isText = (part: string, module: string) =>
    part.startsWith('text_encoder') || /self_attn|mlp[._]fc/.test(module)
  const text = addOn.differences.map(({ part, module }) => isText(part, module))
  return [
    ...(text.includes(false) ? (['unet'] as const) : []),
    ...(text.includes(true) ? (['textEncoder'] as const) : []),
  ]
}
