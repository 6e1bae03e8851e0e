// A guide that is added is ready to run where that can be guessed: with a bundled network that fits, and the picture as its hint.
import { familyOf } from '../shared/networkFamily'
import type { Field } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import type { CheckpointSummary } from '../shared/protocol/summaries'
import { isPicture, type DocumentState } from '../state/document'
import type { GuideCard } from '../state/settings'
import { bundledNetworks } from './bundledNetworks'

/** The card with its empty networks and required pictures filled in, as far as there is something for them. */
export function readyCard(
  card: GuideCard,
  meta: GuideMeta,
  checkpoint: Pick<CheckpointSummary, 'levels' | 'textWidth'>,
  { layers }: Pick<DocumentState, 'layers'>,
): GuideCard {
  const toyland = familyOf(checkpoint.levels, checkpoint.textWidth) === 'toyland'
  const picture = layers.findLast((layer) => isPicture(layer) && layer.visible)?.id
  const guess = (field: Field): string | undefined => {
    if (field.kind === 'network' && field.otherwise === undefined && toyland)
      return bundledNetworks.find(({ kind }) => kind === field.network)?.id
    return field.kind === 'picture' && field.required ? picture : undefined
  }
  const guessed = Object.entries(meta.fields).flatMap(([id, field]) => {
    const value = card.values[id] ?? field.default
    const found = value === '' ? guess(field) : undefined
    return found === undefined ? [] : [[id, found] as const]
  })
  return { ...card, values: { ...card.values, ...Object.fromEntries(guessed) } }
}
