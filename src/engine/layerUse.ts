// What a layer is to the panel's guides, for the list of layers: a region shows its prompt, a hint its network.
import { guideMetas } from '../../workers/guidance/list'
import type { Fields, GuideValues } from '../shared/guideFields'
import type { GuideCard } from '../state/settings'
import { guideText } from '../strings/guideText'
import { text } from '../strings/text'
import type { Language } from '../strings/translation'
import { networkName } from './networkName'

/** The prompt beside the layer's name, or else the network that sees the layer, or else the guide. */
export function layerUse(cards: readonly GuideCard[], layer: string, language: Language): string | undefined {
  for (const { id, values, mask } of cards) {
    const meta = guideMetas.get(id)
    if (!meta) continue
    const beside = itemOf(meta.fields, values, layer)
    const prompt = beside && textOf(beside, 'prompt')
    if (prompt) return prompt
    const network = beside && textOf(beside, 'network')
    if (network) return networkName(network, (key) => text(language, key))
    if (beside || mask === layer) return guideText(language, meta).label
  }
  return undefined
}

interface Item {
  readonly fields: Fields
  readonly values: GuideValues
}

/** The fields among which one names the layer. */
function itemOf(fields: Fields, values: GuideValues, layer: string): Item | undefined {
  for (const [id, field] of Object.entries(fields)) {
    const value = values[id]
    if (field.kind === 'list' && Array.isArray(value))
      for (const item of value as readonly GuideValues[]) {
        const found = itemOf(field.item, item, layer)
        if (found) return found
      }
    if ((field.kind === 'mask' || field.kind === 'picture') && value === layer) return { fields, values }
  }
  return undefined
}

/** What stands in the first field of a kind. A network that another one stands in for only prepares. */
function textOf({ fields, values }: Item, kind: 'prompt' | 'network'): string {
  const id = Object.keys(fields).find((each) => {
    const field = fields[each]!
    return field.kind === kind && !('otherwise' in field && field.otherwise !== undefined)
  })
  const value = id === undefined ? '' : values[id]
  return typeof value === 'string' ? value.trim() : ''
}
