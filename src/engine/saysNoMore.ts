// A text of a card that should say more than another one and says the same, so that it changes nothing.
import type { GuideValues } from '../shared/guideFields'
import type { GuideMeta } from '../shared/guideMeta'
import type { GuideCard } from '../state/settings'
import { guideText } from '../strings/guideText'
import { text } from '../strings/text'
import type { Language } from '../strings/translation'

/** Says it of the first such item of the card's lists. */
export function saysNoMore(
  language: Language,
  card: Pick<GuideCard, 'values'>,
  meta: GuideMeta,
): string | undefined {
  for (const [id, list] of Object.entries(meta.fields)) {
    if (list.kind !== 'list') continue
    const items = card.values[id] as readonly GuideValues[]
    const texts = guideText(language, meta).field(id, list)
    for (const [own, field] of Object.entries(list.item)) {
      if (field.kind !== 'text' || field.saysMoreThan === undefined || texts.kind !== 'list') continue
      const other = field.saysMoreThan
      const at = items.findIndex((item) => {
        const said = wordsIn(item[own])
        return said !== '' && said === wordsIn(item[other])
      })
      if (at >= 0)
        return text(language, 'guide.saysNoMore', {
          item: texts.itemLabel,
          number: at + 1,
          field: texts.item[own]?.label ?? field.label,
          other: texts.item[other]?.label ?? '',
        })
    }
  }
  return undefined
}

const wordsIn = (value: unknown): string => String(value).toLowerCase().trim().replaceAll(/\s+/g, ' ')
