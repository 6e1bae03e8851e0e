// What a layer is to the panel's guides, for the list of layers: a region shows its prompt, a hint its guide.
import { guideMetas } from '../../workers/guidance/list'
import type { Fields, GuideValues } from '../shared/guideFields'
import type { GuideCard } from '../state/settings'
import { guideText } from '../strings/guideText'
import type { Language } from '../strings/translation'

/** The prompt of the item that names the layer, or else the guide that does. */
export function layerUse(cards: readonly GuideCard[], layer: string, language: Language): string | undefined {
  for (const { id, values, mask } of cards) {
    const meta = guideMetas.get(id)
    if (!meta) continue
    const prompt = promptBeside(meta.fields, values, layer)
    if (prompt !== undefined && prompt.trim() !== '') return prompt.trim()
    if (prompt !== undefined || mask === layer) return guideText(language, meta).label
  }
  return undefined
}

/** The first prompt among the fields of which one names the layer; '' where none of them is a prompt. */
function promptBeside(fields: Fields, values: GuideValues, layer: string): string | undefined {
  for (const [id, field] of Object.entries(fields)) {
    const value = values[id]
    if (field.kind === 'list' && Array.isArray(value))
      for (const item of value as readonly GuideValues[]) {
        const prompt = promptBeside(field.item, item, layer)
        if (prompt !== undefined) return prompt
      }
    if ((field.kind === 'mask' || field.kind === 'picture') && value === layer)
      return firstPrompt(fields, values)
  }
  return undefined
}

function firstPrompt(fields: Fields, values: GuideValues): string {
  const id = Object.keys(fields).find((each) => fields[each]?.kind === 'prompt')
  const value = id === undefined ? '' : values[id]
  return typeof value === 'string' ? value : ''
}
