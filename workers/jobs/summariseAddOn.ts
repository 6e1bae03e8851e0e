import {
  loraForms,
  type AddOnNeeds,
  type AddOnSummary,
  type LoraForm,
} from '../../src/shared/protocol/summaries'
import type { AddOn, Lora } from '../models/addOns/addOn'
import type { Change } from '../models/overlays/overlay'

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
    ...(addOn.kind === 'lora' && { forms: formsOf(addOn), ...(addOn.words && { hasWords: true }) }),
  }
}

function formsOf({ differences }: Lora): readonly LoraForm[] {
  const forms = new Set(differences.flatMap(formsOfChange))
  return loraForms.filter((form) => forms.has(form))
}

function formsOfChange(change: Change): readonly LoraForm[] {
  if ('replacement' in change) return ['full']
  const { difference, magnitude } = change
  const dora = magnitude ? (['DoRA'] as const) : []
  if (difference.kind === 'hadamard') return ['LoHa', ...dora]
  if (difference.kind === 'kronecker') return ['LoKr', ...dora]
  if ('whole' in difference.of) return ['full', ...dora]
  return magnitude ? dora : ['LoRA']
}

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
