import type { AddOnNeeds, AddOnSummary } from '../../src/shared/protocol/summaries'
import type { AddOn } from '../models/addOns/addOn'

/** What the page shows of an add-on. */
export function summariseAddOn(id: string, addOn: AddOn): AddOnSummary {
  const { label, kind, parameterCount, bytes, hash, triggerWords } = addOn
  return {
    id,
    label,
    kind,
    parameters: parameterCount,
    bytes,
    needs: needsOf(addOn),
    ...(hash !== undefined && { hash }),
    triggerWords,
    parts: partsOf(addOn),
    ...(isOtherThanLora(addOn) && { isOtherThanLora: true }),
    ...(isDecomposed(addOn) && { isDecomposed: true }),
    ...(addOn.kind === 'lora' && addOn.words && { hasWords: true }),
  }
}

const isOtherThanLora = (addOn: AddOn): boolean =>
  addOn.kind === 'lora' &&
  addOn.differences.some(
    (change) =>
      'replacement' in change || change.difference.kind !== 'product' || 'whole' in change.difference.of,
  )

const isDecomposed = (addOn: AddOn): boolean =>
  addOn.kind === 'lora' && addOn.differences.some((change) => 'magnitude' in change)

function needsOf(addOn: AddOn): AddOnNeeds {
  const { textWidth } = addOn
  const first = addOn.kind === 'unet' ? addOn.replacements.get('conv_in.weight')?.shape[1] : undefined
  return {
    ...(textWidth !== undefined && { textWidth }),
    ...(first !== undefined && { inChannels: first }),
    ...('network' in addOn && { latentChannels: addOn.network.config.latentChannels }),
  }
}

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
