import { useSettings, useText } from '../EditorContext'
import type { Field } from '../../shared/guideFields'
import type { GuideMeta } from '../../shared/guideMeta'
import { hasReach } from '../../shared/guideReach'
import type { GuideCard as Card } from '../../state/settings'
import { guideText } from '../../strings/guideText'
import { Disclosure } from '../../ui/Disclosure'
import { CardReach } from './CardReach'
import { GuideFields } from './GuideFields'
import { Paper } from './Paper'

interface CardMoreProps {
  readonly card: Card
  readonly meta: GuideMeta
  readonly name: string
  readonly expert: readonly (readonly [string, Field])[]
  readonly onChange: (card: Card) => void
}

/** What is rarely needed of a guide: its expert fields, where and when it acts, and where it comes from. */
export function CardMore({ card, meta, name, expert, onChange }: CardMoreProps) {
  const t = useText()
  const language = useSettings((state) => state.language)
  const reach = hasReach(meta)
  const [first, last] = card.range
  const partial = first > 0 || last < 1
  const note = [
    ...(reach && partial ? [`${Math.round(first * 100)}–${Math.round(last * 100)}%`] : []),
    ...(reach && card.mask !== undefined ? [t('layers.mask')] : []),
  ].join(', ')
  return (
    <Disclosure label={t('guide.more')} note={note}>
      <GuideFields
        fields={expert}
        values={card.values}
        owner={name}
        onChange={(values) => onChange({ ...card, values })}
      />
      {reach && <CardReach card={card} name={name} onChange={onChange} />}
      <Paper paper={guideText(language, meta).paper} />
    </Disclosure>
  )
}
